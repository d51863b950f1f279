import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { MessageBody } from './message-body'

/** Nothing is at this address. */
export function NotFoundBody() {
  const words = useWords('errors')
  return (
    <MessageBody
      icon="search"
      title={words('notFound.title')}
      text={words('notFound.text')}
      actions={<ButtonLink href="/">{words('toStart')}</ButtonLink>}
    />
  )
}

/** The reader's roles do not allow this page. */
export function ForbiddenBody() {
  const words = useWords('errors')
  return (
    <MessageBody
      icon="off"
      title={words('forbidden.title')}
      text={words('forbidden.text')}
      actions={<ButtonLink href="/">{words('toStart')}</ButtonLink>}
    />
  )
}
