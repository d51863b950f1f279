import type { ReactNode } from 'react'
import { useWords } from '#words'
import { LANGUAGE_CODES, LANGUAGES, type Language } from '@/lib/words/languages'
import { DEFAULT_TIME_ZONE, type Preference, THEMES, type Theme, timeZoneName } from '@/lib/words/preferences'
import { BrowserZone } from './browser-zone'

const choice =
  'relative h-7 rounded-sm px-2 text-xs whitespace-nowrap text-ink-2 after:absolute after:inset-x-0 after:-inset-y-1 hover:bg-press aria-pressed:bg-surface aria-pressed:font-semibold aria-pressed:text-ink aria-pressed:shadow-1 aria-pressed:inset-ring aria-pressed:inset-ring-line-strong'

function Choices({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-1 text-xs text-ink-3">{label}</legend>
      <div className="flex flex-wrap gap-0.5">{children}</div>
    </fieldset>
  )
}

type ChoiceProps = { name: Preference; value: string; now: boolean; lang?: string; children: ReactNode }

function Choice({ name, value, now, lang, children }: ChoiceProps) {
  return (
    <button type="submit" name={name} value={value} aria-pressed={now} lang={lang} className={choice}>
      {children}
    </button>
  )
}

/** How the reader wants it: language, times and theme. A plain form, so that it works without script. */
export function PreferencesForm({ language, timeZone, theme }: { language: Language; timeZone: string; theme: Theme }) {
  const words = useWords('shell')
  const zones = [...new Set([DEFAULT_TIME_ZONE, 'UTC', timeZone])]
  return (
    <form action="/preferences" method="post" className="grid gap-2.5 px-2 pt-1 pb-2.5">
      <Choices label={words('language')}>
        {LANGUAGE_CODES.map((code) => (
          <Choice key={code} name="language" value={code} lang={code} now={code === language}>
            {LANGUAGES[code].name}
          </Choice>
        ))}
      </Choices>
      <Choices label={words('timeZone')}>
        {zones.map((zone) => (
          <Choice key={zone} name="timeZone" value={zone} now={zone === timeZone}>
            {timeZoneName(zone)}
          </Choice>
        ))}
        <BrowserZone known={zones} className={choice} />
      </Choices>
      <Choices label={words('theme')}>
        {THEMES.map((each) => (
          <Choice key={each} name="theme" value={each} now={each === theme}>
            {words(`themes.${each}`)}
          </Choice>
        ))}
      </Choices>
    </form>
  )
}
