/** In place of a value that is not there; says why on hover, on focus and to screen readers. */
export function Missing({ why }: { why: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable without a mouse
    <span data-tip={why} tabIndex={0}>
      <span aria-hidden="true">—</span>
      <span className="sr-only">{why}</span>
    </span>
  )
}
