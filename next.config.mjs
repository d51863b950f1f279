/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // Turns the image optimiser off: nothing here needs it, and it has been a way in (GHSA-2xp9-vwfh-vxw4).
  images: { unoptimized: true },
  serverExternalPackages: ['pg', '@prisma/adapter-pg'],
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '64kb' } },
}
