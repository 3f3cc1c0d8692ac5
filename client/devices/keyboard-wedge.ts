/** Where a burst of keys ended, for `accept`. */
export interface BurstContext {
  /** the keys went into a text field */
  inField: boolean;
  /** ended with Enter or Tab, not by silence */
  suffixed: boolean;
}

export interface WedgeOptions {
  /**
   * Last word on a burst that is as fast as a scanner. false leaves the keys where they were typed: a
   * script, or a paste tool, may type words just as fast.
   */
  accept?: (code: string, context: BurstContext) => boolean;
  /** Whether a burst without suffix is a code already; otherwise the rest of it may still be on its way. */
  isWhole?: (code: string) => boolean;
  /** fewest printable keys of a scan */
  minKeys?: number;
  /** longest time between two keys of a scan, ms */
  maxGapMs?: number;
  /** longest average time between two keys of a scan, ms */
  maxMeanGapMs?: number;
  /** silence that ends a scan of a scanner without suffix, ms */
  idleMs?: number;
}

type TextField = HTMLInputElement | HTMLTextAreaElement;

interface Burst {
  keys: string;
  firstAt: number;
  lastAt: number;
  longestGapMs: number;
  /** the field as it was before the first key */
  field: { element: TextField; value: string; start: number | null; end: number | null } | null;
}

const LONGEST_LAG_MS = 1_000;
/** How long the rest of a code may be held up by a busy machine before what came is taken for all of it. */
const REST_MS = 500;
const SUFFIXES = ['Enter', 'Tab'];
/** Between the parts of a GS1 code; a keyboard types it as Ctrl and ]. */
const GROUP_SEPARATOR = '\x1d';
const NOT_TEXT =
  'input:is([type=checkbox],[type=radio],[type=button],[type=submit],[type=range],[type=file])';

/**
 * Hears a barcode scanner that types (D2): whatever has the focus, `onScan` gets the code, synchronously and
 * once, and a field that received the keys is put back. Returns a function that stops listening.
 *
 * Speed is judged by `event.timeStamp`, when the key went down: a busy main thread delivers a person's keys in
 * one burst, and the clock of the handler would take them for a scan.
 */
export function listenToKeyboardWedge(
  onScan: (code: string) => void,
  options: WedgeOptions = {},
): () => void {
  const {
    accept = () => true,
    isWhole = () => true,
    minKeys = 4,
    maxGapMs = 60,
    maxMeanGapMs = 35,
    idleMs = 120,
  } = options;
  let burst: Burst | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isScan = (b: Burst) =>
    b.keys.length >= minKeys &&
    b.longestGapMs <= maxGapMs &&
    (b.lastAt - b.firstAt) / (b.keys.length - 1) <= maxMeanGapMs;

  /** Ends the burst; true when it was a scan. */
  function finish(suffixed: boolean): boolean {
    clearTimeout(timer);
    const ended = burst;
    burst = null;
    if (!ended || !isScan(ended)) return false;
    if (!accept(ended.keys, { inField: ended.field !== null, suffixed })) return false;
    putBack(ended);
    onScan(ended.keys);
    return true;
  }

  function forget() {
    clearTimeout(timer);
    burst = null;
  }

  /** `lagMs` is how late the last key arrived: on a busy machine the next one will be late as well. */
  function endAfterSilence(lagMs: number, patient = false) {
    const waitMs = (patient ? REST_MS : idleMs) + Math.min(Math.max(lagMs, 0), LONGEST_LAG_MS);
    const due = performance.now() + waitMs;
    timer = setTimeout(() => {
      // Fired late: keys may be waiting behind whatever held the page up. They go first.
      if (performance.now() - due > 30) endAfterSilence(0, patient);
      else if (!patient && burst && isScan(burst) && !isWhole(burst.keys)) endAfterSilence(0, true);
      else finish(false);
    }, waitMs);
  }

  function onKeyDown(event: KeyboardEvent) {
    // On-screen keyboards and input methods report no real keys.
    if (event.isComposing || event.keyCode === 229) return forget();
    const sinceLast = burst ? event.timeStamp - burst.lastAt : Number.POSITIVE_INFINITY;
    if (SUFFIXES.includes(event.key)) {
      // Some scanners take a breath before the suffix, so it has until the silence.
      if (burst && sinceLast <= idleMs && !event.repeat && finish(true)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else forget();
      return;
    }
    if (event.key === 'Shift' || (burst && event.key === 'Control')) return;
    const isSeparator = burst !== null && event.ctrlKey && event.key === ']';
    const isCommand = event.altKey || event.metaKey || (event.ctrlKey && !isSeparator);
    if (event.key.length !== 1 || event.repeat || isCommand) return forget();
    const key = isSeparator ? GROUP_SEPARATOR : event.key;
    if (burst && sinceLast > maxGapMs) {
      // Two scans without suffix may have waited together behind a busy page.
      if (sinceLast >= idleMs) finish(false);
      else forget();
    }
    if (burst) {
      burst.keys += key;
      burst.longestGapMs = Math.max(burst.longestGapMs, sinceLast);
      burst.lastAt = event.timeStamp;
    } else {
      burst = {
        keys: key,
        firstAt: event.timeStamp,
        lastAt: event.timeStamp,
        longestGapMs: 0,
        field: snapshot(event.target),
      };
    }
    // Outside a field a space in a code would press the focused button.
    if (!burst.field && isScan(burst)) event.preventDefault();
    clearTimeout(timer);
    endAfterSilence(performance.now() - event.timeStamp);
  }

  // Capturing on the window: before any field, button or dialog, and before React.
  window.addEventListener('keydown', onKeyDown, true);
  return () => {
    forget();
    window.removeEventListener('keydown', onKeyDown, true);
  };
}

function snapshot(target: EventTarget | null): Burst['field'] {
  const isText =
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !target.matches(NOT_TEXT));
  if (!isText || target.readOnly || target.disabled) return null;
  return { element: target, value: target.value, start: target.selectionStart, end: target.selectionEnd };
}

function putBack({ field }: Burst) {
  if (!field?.element.isConnected) return;
  const { element, value, start, end } = field;
  if (element.value === value) return;
  const prototype =
    element instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  // React overrides `value` on the element and would take the change for its own: go through the prototype.
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(element, value);
  // Number fields have no selection.
  if (start !== null) element.setSelectionRange(start, end);
  element.dispatchEvent(new Event('input', { bubbles: true }));
}
