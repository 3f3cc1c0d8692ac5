import { type ShiftReport, shiftReportOf } from '../../../shared/receipt/shift-report.ts';
import { useLanguage } from '../../app/use-language.ts';
import { useDevice } from '../device-context.ts';
import { DocumentPaper } from './document-paper.tsx';

/** Print and share of an X or Z report. */
export function ReportPaper({ report }: { report: ShiftReport }) {
  const language = useLanguage();
  const { local } = useDevice();
  const timeZone = local.identity.get()?.outlet.timeZone ?? 'Asia/Jakarta';
  return <DocumentPaper document={shiftReportOf(report, { language, timeZone })} />;
}
