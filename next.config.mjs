/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  reactStrictMode: true,
  // Turns the image optimiser off: nothing here needs it, and it has been a way in (GHSA-2xp9-vwfh-vxw4).
  images: { unoptimized: true },
  serverExternalPackages: ['pg', '@prisma/adapter-pg'],
  // A route hands it out as it is, so it must stand beside the server, too.
  outputFileTracingIncludes: { '/history/proof/verify-history.mjs': ['./lib/verifying/verify-history.mjs'] },
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: '64kb' } },
}
