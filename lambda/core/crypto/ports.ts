/** Makes MACs of codes with a key that never leaves its service. */
export interface CodeMac {
  generate(message: string): Promise<string>;
}

/** Checks a code's MAC without revealing the right one. */
export interface CodeVerifier {
  matches(message: string, mac: string): Promise<boolean>;
}
