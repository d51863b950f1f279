/** The mark, a notched wooden key tag, with the name. */
export function Brand({ large }: { large?: boolean }) {
  return (
    <span
      lang="en"
      className={`flex items-center font-semibold tracking-[-0.005em] ${large ? 'gap-2.5 text-[18px]' : 'gap-2.25 text-[15px]'}`}
    >
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className={`shrink-0 text-accent-ink ${large ? 'size-8' : 'size-5.5'}`}
      >
        <path
          fill="currentColor"
          fillRule="evenodd"
          d="M7 2h10l4 4v15a1 1 0 0 1-1 1h-4.2v-4.2h-2.2V22h-2.8v-7H8.6v7H4a1 1 0 0 1-1-1V6zM12 5.2a3 3 0 1 0 0 6 3 3 0 0 0 0-6z"
        />
      </svg>
      Kagiban
      <span lang="ja" className={`font-normal tracking-[0.04em] text-ink-3 ${large ? 'text-md' : 'text-sm'}`}>
        鍵番
      </span>
    </span>
  )
}
