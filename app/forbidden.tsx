import { ForbiddenBody } from '@/components/shell/refused-bodies'

/** The reader's roles do not allow this page; outside the console. */
export default function Forbidden() {
  return (
    <main>
      <ForbiddenBody />
    </main>
  )
}
