import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The page that checks files without network, as one file that needs no other. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), oneFile()],
  build: {
    outDir: resolve(import.meta.dirname, '../../../dist/web'),
    // Beside the web client, which was built before.
    emptyOutDir: false,
    cssCodeSplit: false,
    modulePreload: false,
    sourcemap: false,
    rolldownOptions: {
      input: resolve(import.meta.dirname, 'verify.html'),
      output: { codeSplitting: false },
    },
  },
});

/** Puts script and style into the page, and forbids it everything else: no network, nothing that was not built into it. */
function oneFile(): Plugin {
  return {
    name: 'one-file',
    enforce: 'post',
    // After Vite itself, which finishes the code of its chunks there.
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const parts = Object.values(bundle);
        const page = parts.find((part) => part.fileName.endsWith('.html'));
        const scripts = parts.filter((part) => part.type === 'chunk');
        const styles = parts.flatMap((part) => (part.type === 'asset' && part.fileName.endsWith('.css') ? [part] : []));
        if (page?.type !== 'asset' || scripts.length !== 1 || styles.length !== 1)
          throw new Error(`expected a page, a script and a style, received ${parts.map(({ fileName }) => fileName)}`);
        const script = scripts[0]!.code.replaceAll('</script', '<\\/script');
        const style = textOf(styles[0]!.source);
        const policy = `default-src 'none'; script-src '${digestOf(script)}'; style-src '${digestOf(style)}'; base-uri 'none'; form-action 'none'`;
        page.source = textOf(page.source)
          .replace(/\s*<script type="module"[^>]*><\/script>/, '')
          .replace(/\s*<link rel="stylesheet"[^>]*>/, '')
          // Functions, since a replacement text would read `$` in its own way.
          .replace(
            '<meta charset="utf-8" />',
            (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`,
          )
          .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
          .replace('</body>', () => `  <script type="module">${script}</script>\n  </body>`);
        for (const part of [...scripts, ...styles]) delete bundle[part.fileName];
      },
    },
  };
}

const textOf = (source: string | Uint8Array) =>
  typeof source === 'string' ? source : new TextDecoder().decode(source);

const digestOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
