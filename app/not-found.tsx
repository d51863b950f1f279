import { NotFoundBody } from '@/components/shell/refused-bodies'

/** Nothing is at this address; outside the console. */
export default function NotFound() {
  return (
    <main>
      <NotFoundBody />
    </main>
  )
}
