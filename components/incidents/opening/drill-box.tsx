'use client'
import { useAnswered } from '@/components/ui/forms/action-form'

/** The box that says an incident is a drill; ticked again as it was when something else was refused. */
export function DrillBox({ label, hint, ticked }: { label: string; hint: string; ticked: boolean }) {
  const { refused, value, key } = useAnswered('drill')
  return (
    <label className="relative grid w-fit grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 after:absolute after:inset-x-0 after:-inset-y-1">
      <input
        // Made anew with each answer: React's reset after an action puts a box back to its very first state.
        key={key}
        type="checkbox"
        name="drill"
        value="yes"
        defaultChecked={refused ? value === 'yes' : ticked}
        className="mt-0.5 size-4 accent-accent"
      />
      <span className="font-medium">{label}</span>
      <span className="col-start-2 text-xs text-ink-3">{hint}</span>
    </label>
  )
}
