import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Two pages: the operators' shell and the customers' Launch, which shares next to nothing with it. Scripts and styles are
 * files of their own, as the content security policy allows nothing inline.
 */
export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    outDir: process.env.PREGO_CONSOLE_OUT ?? 'build',
    emptyOutDir: true,
    target: 'baseline-widely-available',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: ['index.html', 'launch.html'] },
  },
});
