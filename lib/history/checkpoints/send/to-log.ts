import 'server-only'

/** Writes a checkpoint to standard output as one line of JSON, whatever the log's level is: it is no log, it only goes the same way. */
export function sendToLog(seq: bigint, jws: string): Promise<void> {
  const at = new Date().toISOString()
  const line = JSON.stringify({ at, event: 'history.checkpoint', seq: Number(seq), checkpoint: jws })
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => (error ? reject(error) : resolve()))
  })
}
