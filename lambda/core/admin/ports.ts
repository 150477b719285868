/** A pause: since when, and who began it. */
export interface Pause {
  readonly since: Date;
  /** The AWS identity that signed the request. */
  readonly by: string;
}

/** The switch that stops everything. Every function reads it before it changes or mails anything. */
export interface PauseSwitch {
  /** The pause that holds; undefined if there is none. */
  find(): Promise<Pause | undefined>;
  /** Begins a pause. Of several, the first one holds. Returns the one that holds. */
  begin(pause: Pause): Promise<Pause>;
  /** Ends the pause, if there is one. */
  end(): Promise<void>;
}
