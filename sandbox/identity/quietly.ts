/**
 * Runs something without oidc-provider's own warnings: that Node 20 is old and that its state is in memory is known
 * here, and says nothing to somebody who tries Kagiban out. All other warnings pass.
 */
export async function quietly<T>(make: () => Promise<T>): Promise<T> {
  const { console } = globalThis
  const { warn } = console
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('oidc-provider WARNING')) warn.apply(console, words)
  }
  try {
    return await make()
  } finally {
    console.warn = warn
  }
}
