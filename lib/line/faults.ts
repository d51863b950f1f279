import 'server-only'

const CONNECT_CODES = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'])
// From the parsers of HTTP and of its compressions: something answered, but not as LINE does. An early end of the
// connection is reported by the parser too, and is none of these.
const GARBLING_CODE = /^(HPE_(?!INVALID_EOF_STATE)|Z_(?!BUF_ERROR)|UND_ERR_HEADERS_OVERFLOW)/

/** The code of what made fetch fail (`ECONNRESET`), if it has one; a fault's message may quote what was sent. */
export function faultCode(error: unknown): string | undefined {
  for (const fault of causesOf(error)) {
    if ('code' in fault && typeof fault.code === 'string' && /^[A-Z0-9_]{1,64}$/.test(fault.code)) return fault.code
  }
  return undefined
}

/** True if a connection never came about, by the fault alone (for a fetch that cannot be watched). */
export function failedToConnect(error: unknown): boolean {
  return causesOf(error).some(
    (fault) =>
      ('syscall' in fault && fault.syscall === 'connect') || ('code' in fault && CONNECT_CODES.has(String(fault.code))),
  )
}

/** True for the codes of an answer that is not HTTP. */
export function isGarbling(code: string | undefined): boolean {
  return code !== undefined && GARBLING_CODE.test(code)
}

// fetch wraps the socket's fault at least once.
function causesOf(error: unknown): object[] {
  const causes: object[] = []
  for (let cause = error; cause && typeof cause === 'object' && causes.length < 4; ) {
    causes.push(cause)
    cause = 'cause' in cause ? cause.cause : undefined
  }
  return causes
}
