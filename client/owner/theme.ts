import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Mantine wants ten steps; the sixth is the brand of client/ui/tokens.css. */
const teal: MantineColorsTuple = [
  '#eef7f5',
  '#d9ece8',
  '#b0d8d1',
  '#84c3b9',
  '#4fa89c',
  '#23887d',
  '#0b5a55',
  '#084641',
  '#063733',
  '#042724',
];

/** The back office speaks the same visual language as the till: everything below comes from its tokens. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 6, dark: 4 },
  colors: { teal },
  fontFamily: 'var(--font-sans)',
  fontFamilyMonospace: 'var(--font-mono)',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'lg' } },
    SegmentedControl: {
      styles: {
        root: { backgroundColor: 'var(--color-sunken)' },
        indicator: { backgroundColor: 'var(--color-surface)' },
        label: { display: 'grid', alignContent: 'center', minHeight: 48, color: 'var(--color-text)' },
      },
    },
    ActionIcon: { defaultProps: { size: 48, variant: 'subtle' } },
    TextInput: { defaultProps: { size: 'lg' } },
    NumberInput: { defaultProps: { size: 'lg' } },
    PasswordInput: {
      defaultProps: { size: 'lg', rightSectionWidth: 50 },
      styles: { visibilityToggle: { width: 48, height: 48, minWidth: 48, minHeight: 48 } },
    },
    NativeSelect: { defaultProps: { size: 'lg' } },
    FileInput: { defaultProps: { size: 'lg' } },
    Select: { defaultProps: { size: 'lg' } },
    Textarea: { defaultProps: { size: 'lg' } },
    TagsInput: { defaultProps: { size: 'lg' } },
    PinInput: { defaultProps: { size: 'lg' } },
  },
});

const fromTokens = {
  '--mantine-color-body': 'var(--color-page)',
  '--mantine-color-text': 'var(--color-text)',
  '--mantine-color-dimmed': 'var(--color-muted)',
  '--mantine-color-default': 'var(--color-surface)',
  '--mantine-color-default-hover': 'var(--color-hover)',
  '--mantine-color-default-color': 'var(--color-text)',
  '--mantine-color-default-border': 'var(--color-border-strong)',
  '--mantine-color-placeholder': 'var(--color-muted)',
  '--mantine-color-error': 'var(--color-danger)',
  '--mantine-color-anchor': 'var(--color-brand)',
  '--mantine-primary-color-filled': 'var(--color-brand)',
  '--mantine-primary-color-filled-hover': 'var(--color-brand-pressed)',
  '--mantine-primary-color-contrast': 'var(--color-on-brand)',
  '--mantine-primary-color-light': 'var(--color-brand-soft)',
  '--mantine-primary-color-light-color': 'var(--color-on-brand-soft)',
};

/** What Mantine's parts take straight from their greys: edges in light, everything in dark. */
const lightGreys = {
  '--mantine-color-gray-1': 'var(--color-sunken)',
  '--mantine-color-gray-4': 'var(--color-border-strong)',
};
const darkGreys = {
  '--mantine-color-dark-0': 'var(--color-text)',
  '--mantine-color-dark-1': 'var(--color-text)',
  '--mantine-color-dark-2': 'var(--color-muted)',
  '--mantine-color-dark-3': 'var(--color-border-strong)',
  '--mantine-color-dark-4': 'var(--color-border-strong)',
  '--mantine-color-dark-5': 'var(--color-hover)',
  '--mantine-color-dark-6': 'var(--color-surface)',
  '--mantine-color-dark-7': 'var(--color-page)',
  '--mantine-color-dark-8': 'var(--color-sunken)',
  '--mantine-color-dark-9': 'var(--color-sunken)',
};

export const cssVariables: CSSVariablesResolver = () => ({
  variables: fromTokens,
  light: { ...fromTokens, ...lightGreys },
  dark: { ...fromTokens, ...darkGreys },
});
