import type { ComponentProps } from 'react'
import { DialogFoot } from './page-dialog'

/** The foot of a sheet, which stays in sight while what is above it scrolls. */
export function SheetFoot(props: ComponentProps<typeof DialogFoot>) {
  return (
    <div className="sticky -bottom-4 z-1 -mx-5 mt-auto -mb-4 border-line-strong border-t bg-surface px-5 py-3">
      <DialogFoot {...props} />
    </div>
  )
}
