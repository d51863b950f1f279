'use client'
import type { ComponentProps, ReactNode } from 'react'
import { SelectField, TextField } from '../controls/field'
import { useAnswered } from './action-form'

type Answered<P> = Omit<P, 'error' | 'name' | 'defaultValue'> & { name: string }

/** A text field of an `ActionForm`: shows what was answered beside it and keeps what was typed; `start` stands in it at first. */
export function AnsweredText({ start, ...props }: Answered<ComponentProps<typeof TextField>> & { start?: string }) {
  const { error, value } = useAnswered(props.name)
  return <TextField {...props} error={error} defaultValue={value ?? start} />
}

/** A field for a secret: never filled in again; `again` then asks for it anew in place of the hint. */
export function AnsweredSecret({ again, ...props }: Answered<ComponentProps<typeof TextField>> & { again: ReactNode }) {
  const { error, refused } = useAnswered(props.name)
  return (
    <TextField
      {...props}
      mono
      type="password"
      // Nothing else keeps browsers from offering to remember it.
      autoComplete="new-password"
      autoCapitalize="none"
      spellCheck={false}
      error={error}
      hint={refused ? again : props.hint}
    />
  )
}

/** A list of choices in an `ActionForm`; `start` is chosen at first. */
export function AnsweredSelect({ start, ...props }: Answered<ComponentProps<typeof SelectField>> & { start?: string }) {
  const { error, value, key } = useAnswered(props.name)
  // Made anew with each answer: React's reset after an action puts a select back to its very first choice.
  return <SelectField key={key} {...props} error={error} defaultValue={value ?? start} />
}
