import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { SandboxBanner } from '@/components/shell/sandbox-banner'
import { Tips } from '@/components/ui/overlays/tips'
import { env } from '@/lib/env'
import { WordsProvider } from '@/lib/words/provider'
import { getReader } from '@/lib/words/reader'
import { getClientWords } from '@/lib/words/server'
import './globals.css'

export const metadata: Metadata = { title: { default: 'Kagiban', template: '%s · Kagiban' } }

/**
 * The frame of all pages. It reads the request, so that no page is made at build time: then every page gets the
 * request's nonce, also for not found and sign-in.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [{ language, theme }, words] = await Promise.all([getReader(), getClientWords()])
  return (
    <html lang={language} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <WordsProvider {...words}>
          {env().KAGIBAN_MODE === 'sandbox' && <SandboxBanner />}
          {children}
          <Tips />
        </WordsProvider>
      </body>
    </html>
  )
}
