import type { Reply } from './operation.ts';
import { PICTURE_CONTENT_SECURITY_POLICY } from './security-headers.ts';

/** What we store, with the name each is saved under; anything else would be sent as bytes without meaning. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/tiff': 'tif',
  'image/avif': 'avif',
  'image/heic': 'heic',
  'image/heif': 'heif',
};
export const PICTURE_TYPES: readonly string[] = Object.keys(EXTENSIONS);

export interface StoredPicture {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** Changes whenever the bytes do. */
  readonly etag: string;
  readonly isPublic: boolean;
}

/**
 * A stored picture never changes under its id, so a client may keep it for good; but only that client, since a proxy's
 * copy would outlive the removal of the pattern; of what is not public it keeps nothing, since somebody else may use the
 * browser next. The name it is saved under is ours, not the one it came with.
 */
export function pictureReply(name: string, { bytes, contentType, etag, isPublic }: StoredPicture): Reply {
  const extension = EXTENSIONS[contentType];
  return {
    status: 200,
    bytes,
    contentType: extension === undefined ? 'application/octet-stream' : contentType,
    headers: {
      ETag: `"${etag}"`,
      'Cache-Control': isPublic ? 'private, max-age=31536000, immutable' : 'no-store',
      'Content-Disposition': `inline; filename="${name}.${extension ?? 'bin'}"`,
      'Content-Security-Policy': PICTURE_CONTENT_SECURITY_POLICY,
    },
  };
}
