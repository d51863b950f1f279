import { redirect } from 'next/navigation'

/** The way in leads to the channels. */
export default function HomePage() {
  redirect('/channels')
}
