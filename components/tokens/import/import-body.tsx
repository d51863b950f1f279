'use client'
import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { useShown } from '@/components/ui/forms/action-form'
import { FocusOn } from '@/components/ui/overlays/focus-on'
import { DialogFoot } from '@/components/ui/overlays/page-dialog'
import type { ImportedView } from '@/lib/tokens/schema'
import { PastedField } from '../paste/pasted-field'
import { TakeInFields } from './take-in-fields'
import { TakenIn } from './taken-in'

/** The fields of the form around it, and in their place what was taken in. */
export function ImportBody({ owner, base }: { owner: string; base: string }) {
  const words = useWords('actions')
  const common = useWords('common')
  const taken = useShown<ImportedView>()
  return (
    <FocusOn change={taken?.tokenId ?? ''}>
      {taken ? (
        <TakenIn taken={taken} />
      ) : (
        <>
          <p className="text-sm text-ink-2">{words('paste.importText')}</p>
          <PastedField label={words('paste.token')} hint={words('paste.tokenHint')} rows={4} />
          <TakeInFields owner={owner} />
          <DialogFoot note={words('paste.neverShown')}>
            <ButtonLink href={base} scroll={false}>
              {common('cancel')}
            </ButtonLink>
            <SubmitButton>{words('paste.takeInSubmit')}</SubmitButton>
          </DialogFoot>
        </>
      )}
    </FocusOn>
  )
}
