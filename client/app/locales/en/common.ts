import type common from '../id/common.ts';
import type { Translated } from '../translated.ts';

export default {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  back: 'Back',
  undo: 'Undo',
  delete: 'Delete',
  backspace: 'Delete one digit',
  loading: 'Loading …',
  notifications: 'Notifications',
  language: 'Language',
  languages: { id: 'Indonesia', en: 'English' },
  update: {
    title: 'A new version is ready.',
    apply: 'Install now',
    later: 'Later',
  },
  notFound: {
    title: 'There is no such page',
    hint: 'Check the address, or go back to the till.',
    toTill: 'To the till',
  },
  crash: {
    title: 'This screen has a problem',
    safe: 'Sales that said “Paid” are safe on this device. Reload to go on.',
    reload: 'Reload',
    rescueTitle: 'Save a rescue file first',
    rescueHint: 'The rescue file holds every unsent sale, locked with a password.',
    detail: 'Details for a technician',
  },
} satisfies Translated<typeof common>;
