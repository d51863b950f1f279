/** The language of a name, as far as its script tells; Han alone may be Japanese or Chinese, so it tells nothing. */
export function scriptLanguage(text: string): 'ja' | 'th' | undefined {
  if (/[\u3040-\u30ff]/.test(text)) return 'ja'
  return /[\u0e00-\u0e7f]/.test(text) ? 'th' : undefined
}

/** A name that people gave, in the face and weight of its own script. */
export function Name({ children }: { children: string }) {
  return <span lang={scriptLanguage(children)}>{children}</span>
}
