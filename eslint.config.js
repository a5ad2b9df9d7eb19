/** Only the rules that need types; everything else is Biome's. */
import tseslint from 'typescript-eslint';

const browser = [
  'channels/webchat/widget/**/*.ts',
  'api/pages/*/client/**/*.ts',
  'test/channels/webchat/widget/**/*.ts',
  'test/api/pages/**/*.ts',
  'test/**/*.browser.test.ts',
];

const rules = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

const typed = (files, ignores, project) => ({
  files,
  ignores,
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { project, tsconfigRootDir: import.meta.dirname },
  },
  plugins: { '@typescript-eslint': tseslint.plugin },
  rules,
});

export default [
  { ignores: ['dist/**', 'coverage/**', '**/*.mjs', '**/*.cjs', 'eslint.config.js'] },
  { linterOptions: { reportUnusedDisableDirectives: 'off' } },
  typed(['**/*.ts'], browser, './tsconfig.json'),
  typed(browser, [], './channels/webchat/widget/tsconfig.json'),
];
