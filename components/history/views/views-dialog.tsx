import { useWords } from '#words'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import { Facts } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { HistoryFilter } from '@/lib/history/schema'
import type { SavedViewView } from '@/lib/views/schema'
import { type FilterNames, useFilterWords } from '../filter/filter-words'

type Props = {
  views: readonly SavedViewView[]
  filter: HistoryFilter
  names: FilterNames
  /** The present filter as an address's query. */
  query: string
  closeHref: string
  save: FormAction
  drop: FormAction
  /** One for saving, then one for each view. */
  submissions: readonly string[]
}

/** Gives the present filter a name, and lets go of views that are not needed any more. */
export function ViewsDialog({ views, filter, names, query, closeHref, save, drop, submissions }: Props) {
  const words = useWords('history')
  const parts = useFilterWords()(filter, names)
  const [first = '', ...others] = submissions
  return (
    <PageDialog title={words('views.label')} closeHref={closeHref}>
      {query === '' ? (
        <p className="text-sm text-ink-2">{words('views.nothing')}</p>
      ) : (
        <ActionForm action={save} submission={first} hidden={{ query }} className="grid gap-4.5">
          <Facts facts={parts} />
          <AnsweredText
            name="name"
            label={words('views.name')}
            hint={words('views.nameHint')}
            maxLength={60}
            autoComplete="off"
            aria-required
            data-autofocus
          />
          <DialogFoot>
            <SubmitButton>{words('views.submit')}</SubmitButton>
          </DialogFoot>
        </ActionForm>
      )}
      {views.length > 0 && (
        <section className="border-line border-t pt-4">
          <h3 className="mb-1 text-sm font-semibold">{words('views.kept')}</h3>
          <ul className="divide-y divide-line">
            {views.map(({ id, name }, index) => (
              <li key={id} className="flex min-h-11 items-center gap-3 text-sm">
                <span className="min-w-0 flex-1 wrap-anywhere">{name}</span>
                <ActionForm action={drop} submission={others[index] ?? ''} hidden={{ viewId: id }}>
                  <SubmitButton variant="quiet" size="sm" aria-label={words('views.dropNamed', { name })}>
                    {words('views.drop')}
                  </SubmitButton>
                </ActionForm>
              </li>
            ))}
          </ul>
        </section>
      )}
    </PageDialog>
  )
}
