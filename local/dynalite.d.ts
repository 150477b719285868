declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Makes an HTTP server that serves DynamoDB's operations from memory. */
  export default function dynalite(options?: {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }): Server;
}
