'use client'
// Only the boundary: whatever is below may use words in the browser.
export { IntlProvider as WordsProvider } from 'use-intl/react'
