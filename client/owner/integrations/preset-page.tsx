import './integrations-texts.ts';
import { Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/use-language.ts';
import { Button } from '../../ui/button.tsx';
import form from '../frame/form.module.css';
import { FormProblem } from '../frame/form-problem.tsx';
import list from '../frame/list.module.css';
import { Page, Section } from '../frame/page.tsx';
import { sentenceFor, useTRPCClient } from '../trpc.ts';
import { useGo } from '../use-page.ts';
import { draftPreset } from './draft-preset.ts';
import { DryRun } from './dry-run.tsx';
import { lineOf, parsePresetText } from './json-lines.ts';
import styles from './preset-page.module.css';
import { STARTER_PRESET } from './starter-preset.ts';

interface Fault {
  line: number;
  at: string;
  message: string;
}

/** Where an owner writes a preset for a provider that has none: faults at their line, a trial run, then connecting. */
export default function PresetPage() {
  const { t } = useTranslation('integrations');
  const language = useLanguage();
  const client = useTRPCClient();
  const go = useGo();
  const area = useRef<HTMLTextAreaElement>(null);
  const gutter = useRef<HTMLPreElement>(null);
  const [text, setText] = useState(() => draftPreset.text() || STARTER_PRESET);
  const check = useMutation({
    mutationFn: async (
      written: string,
    ): Promise<{ faults: Fault[]; preset: Record<string, unknown> | null }> => {
      const parsed = parsePresetText(written);
      if (!parsed.ok) {
        const message = t('builder.notJson', { problem: parsed.problem });
        return { faults: [{ line: parsed.line, at: '', message }], preset: null };
      }
      const { ok, issues } = await client.connections.presets.check.mutate({ preset: parsed.value });
      const faults = issues.map(({ path, message }) => ({
        line: lineOf(parsed.lines, path as (string | number)[]),
        at: path.join('.'),
        message,
      }));
      return { faults, preset: ok ? (parsed.value as Record<string, unknown>) : null };
    },
  });
  const faults = check.data?.faults ?? [];
  const faulty = new Set(faults.map(({ line }) => line));
  const lines = text.split('\n');
  function write(written: string) {
    setText(written);
    draftPreset.save(written);
    // What was found was found in another text.
    check.reset();
  }
  /** Puts the caret where the fault is, so that the line comes into view. */
  function goToLine(line: number) {
    const start = lines.slice(0, line - 1).reduce((length, one) => length + one.length + 1, 0);
    area.current?.focus();
    area.current?.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    if (area.current) area.current.scrollTop = (line - 3) * LINE_PX;
  }
  return (
    <Page
      title={t('builder.title')}
      intro={t('builder.intro')}
      back={{ to: '/owner/integrations', label: t('title') }}
    >
      <Section title={t('builder.json')}>
        <div className={styles.editor}>
          <pre ref={gutter} className={styles.gutter} aria-hidden="true">
            {lines.map((_, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its number
              <span key={at} className={faulty.has(at + 1) ? styles.faulty : undefined}>
                {`${at + 1}\n`}
              </span>
            ))}
          </pre>
          <Textarea
            ref={area}
            aria-label={t('builder.json')}
            aria-invalid={faults.length > 0 || undefined}
            rows={18}
            wrap="off"
            spellCheck={false}
            autoComplete="off"
            autoCapitalize="off"
            classNames={{ root: styles.root, input: styles.input }}
            value={text}
            onChange={({ currentTarget: { value } }) => write(value)}
            onScroll={({ currentTarget: { scrollTop } }) => {
              if (gutter.current) gutter.current.scrollTop = scrollTop;
            }}
            data-testid="preset-json"
          />
        </div>
        <div role="status">
          {check.data && faults.length === 0 && <p className={styles.fine}>{t('builder.fine')}</p>}
          {faults.length > 0 && <p>{t('builder.problems', { count: faults.length })}</p>}
        </div>
        {faults.length > 0 && (
          <ul className={list.list} data-testid="preset-faults">
            {faults.map(({ line, at, message }) => (
              <li key={`${line} ${at} ${message}`}>
                <button type="button" className={list.press} onClick={() => goToLine(line)}>
                  <span className={list.words}>
                    <span className={list.name}>{t('builder.atLine', { line })}</span>
                    <span className={list.detail}>{[at, message].filter(Boolean).join(': ')}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <FormProblem>{check.error ? sentenceFor(check.error, language) : ''}</FormProblem>
        <div className={form.buttons}>
          <Button
            variant={check.data?.preset ? 'quiet' : 'primary'}
            size={56}
            busy={check.isPending}
            onClick={() => check.mutate(text)}
            data-testid="check-preset"
          >
            {t('builder.check')}
          </Button>
          {check.data?.preset && (
            <Button
              variant="primary"
              size={56}
              onClick={() => {
                draftPreset.save(text);
                void go('/owner/integrations/new', { search: { preset: 'own' } });
              }}
            >
              {t('builder.connect')}
            </Button>
          )}
          {text !== STARTER_PRESET && (
            <Button size={56} onClick={() => write(STARTER_PRESET)}>
              {t('builder.startOver')}
            </Button>
          )}
        </div>
      </Section>
      {check.data?.preset && <DryRun preset={check.data.preset} />}
    </Page>
  );
}

/** As high as preset-page.module.css makes a line. */
const LINE_PX = 20;
