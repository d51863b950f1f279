// Loaded into the server before anything else: when its launcher is killed, the channel between them breaks, and the
// server ends as if it had been told to, instead of keeping the port from the next one.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
