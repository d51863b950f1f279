import { startIdentityProvider } from './provider'

const EXIT_CONFIG = 78

function refuse(why: string): never {
  process.stderr.write(`The identity stand-in does not start: ${why}\n`)
  process.exit(EXIT_CONFIG)
}

function setting(name: string): string {
  return process.env[name] || refuse(`${name} must be set.`)
}

// Production is the default, so a forgotten KAGIBAN_MODE is a no as well.
if (process.env.KAGIBAN_MODE !== 'sandbox') refuse('it is for KAGIBAN_MODE=sandbox only.')
const issuer = new URL(setting('KAGIBAN_OIDC_ISSUER'))
if (issuer.hostname !== '127.0.0.1' || !issuer.port) refuse('KAGIBAN_OIDC_ISSUER must be http://127.0.0.1 with a port.')

const { url, close } = await startIdentityProvider({
  port: Number(issuer.port),
  appUrl: setting('KAGIBAN_URL'),
  clientId: setting('KAGIBAN_OIDC_CLIENT_ID'),
  clientSecret: setting('KAGIBAN_OIDC_CLIENT_SECRET'),
})
process.stdout.write(`The identity stand-in answers on ${url}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void close().then(() => process.exit(0)))
