/** `4:07`, `1:02:09`, `3:04:00:12`: minutes and seconds, then hours, then days, as long as there are any. */
export function elapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number) => String(value).padStart(2, '0')
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3600) % 24,
    Math.floor(seconds / 60),
  ]
  const foot = `${two(minutes % 60)}:${two(seconds % 60)}`
  if (days > 0) return `${days}:${two(hours)}:${foot}`
  return hours > 0 ? `${hours}:${foot}` : foot.replace(/^0/, '')
}
