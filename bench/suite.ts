/** How often all is measured; `warmUps` rounds run first and count for nothing. */
export interface Rounds {
  rounds: number
  warmUps: number
}

/** What `npm run bench` runs under one name, as often as it says unless it is told otherwise. */
export interface Suite extends Rounds {
  /** Measures, on a stage of its own; answers what came of it for the file, and the same for people. */
  run(rounds: Rounds): Promise<{ report: object; text: string }>
}
