const read = (name: string): string => {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run the browser tests by "npm run e2e"`)
  return value
}

/** Where everything runs, told by `run-browser-tests.ts`. */
export const setting = {
  url: read('E2E_URL'),
  identityUrl: read('E2E_IDENTITY_URL'),
  /** The LINE stand-in itself; Kagiban reaches it by the tapped one. */
  lineUrl: read('E2E_LINE_URL'),
  tappedLineUrl: read('E2E_TAPPED_LINE_URL'),
  databaseUrl: read('E2E_DATABASE_URL'),
  dataDir: read('E2E_DATA_DIR'),
  serverLog: read('E2E_SERVER_LOG'),
  canariesUrl: read('E2E_CANARIES_URL'),
  handsUrl: read('E2E_HANDS_URL'),
}
