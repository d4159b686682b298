/** Version of the engine as results state it; the package's own version. A test holds the two equal. */
export const ENGINE_VERSION = '0.1.0';
