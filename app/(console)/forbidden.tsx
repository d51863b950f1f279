import { ForbiddenBody } from '@/components/shell/refused-bodies'

/** The reader's roles do not allow this page; inside the console, which has its own main landmark. */
export default function Forbidden() {
  return <ForbiddenBody />
}
