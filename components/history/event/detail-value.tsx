import { useFormat, useWords } from '#words'
import { Tag } from '@/components/ui/badge'
import { Id } from '@/components/ui/id'
import { Name } from '@/components/ui/name'
import { ROLES, type Role } from '@/lib/access/permissions'
import type { DetailValue as Value } from '@/lib/history/schema'
import { useActionWord } from '../action-name'
import { fieldOf, useDetailWords } from './detail-words'
import { useReasonWord } from './reason-word'

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/
const IDS =
  /^(kid|keyId|keyIds|requestId|listRequestId|tokensGone|tokensBack|fingerprint|secretFingerprint|appeared|returned|left|lineChannelId|registeredAs|channel|actor|target)$/
const isRole = (role: string): role is Role => ROLES.includes(role as Role)

type Props = { name: string; value: Value; label: string }

/** The value of a detail as its reader says it: times in their zone, lives as durations, tags as tags, IDs to copy. */
export function DetailValue({ name, value, label }: Props) {
  const words = useWords('history')
  const shell = useWords('shell')
  const format = useFormat()
  const actionWord = useActionWord()
  const detail = useDetailWords()
  const reasonWord = useReasonWord()
  const field = fieldOf(name, value)

  if (typeof value === 'boolean') return words(value ? 'yes' : 'no')
  if (typeof value === 'number') {
    if (field.endsWith('Seconds')) return format.duration(value * 1000)
    if (field.endsWith('Ms')) return words('milliseconds', { sign: value < 0 ? '−' : '+', value: Math.abs(value) })
    if (field === 'upTo') return `#${value}`
    return field === 'status' ? value : format.number(value)
  }
  if (typeof value !== 'string') {
    if (value.length === 0) return words('none')
    if (field === 'tags')
      return (
        <span className="flex flex-wrap gap-1.5">
          {value.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </span>
      )
    if (field === 'roles') return value.map((role) => (isRole(role) ? shell(`roles.${role}`) : role)).join(', ')
    return value.map((item) => (
      <span key={item} className="block">
        <DetailValue name={name} value={item} label={label} />
      </span>
    ))
  }
  if (ISO.test(value)) {
    const at = new Date(value)
    return (
      <time dateTime={value} data-tip={value}>
        {format.day(at)} {format.clock(at)}
      </time>
    )
  }
  if (field === 'action') return actionWord(value)
  if (field === 'failedBecause') return reasonWord(value)
  if (IDS.test(field)) return <Id value={value} thing={label} full />
  return detail.value(name, value) ?? <Name>{value}</Name>
}
