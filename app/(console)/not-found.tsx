import { NotFoundBody } from '@/components/shell/refused-bodies'

/** Nothing is at this address; inside the console, which has its own main landmark. */
export default function NotFound() {
  return <NotFoundBody />
}
