import { findSession, type Session, type SessionPorts } from '../core/session/session';
import { readAccessToken } from '../web/http/cookies';
import type { Call } from '../web/http/request';

/** The caller's session, if there is one that is valid now. */
export const sessionOf = (call: Call, ports: SessionPorts): Promise<Session | undefined> =>
  findSession(ports, readAccessToken(call));
