import type { ImportReport, RowError } from '../api-types.ts';
import { useLanguage, useTexts } from '../context.ts';
import { numberText } from '../format.ts';
import { csvOf, saveFile } from '../save-file.ts';
import { messageWords } from '../words/message-words.ts';
import { fill } from '../words/texts.ts';
import { Notice } from './notice.tsx';
import { Scroll } from './scroll.tsx';

/** Rows listed on the page; all of them are in the file. */
const ERRORS_SHOWN = 50;

/** What became of an import, row by row where something is wrong. */
export function ImportOutcome({ report, name }: { report: ImportReport; name: string }) {
  const texts = useTexts();
  const words = texts.imports;
  const language = useLanguage();
  const hidden = report.errors.length - ERRORS_SHOWN + report.errorsOmitted;
  const download = () => {
    const rows = report.errors.map(({ row, field, message }) => [row, field, messageWords(message, language)]);
    saveFile(`${name}.csv`, 'text/csv', csvOf([[words.row, words.field, words.message], ...rows]));
  };
  return (
    <>
      <Notice tone={report.rejected === 0 ? 'good' : report.accepted === 0 ? 'bad' : 'warning'}>
        <p>
          <b>{fill(words.accepted, { count: numberText(report.accepted, language) })}</b>
          {report.rejected > 0 ? `, ${fill(words.rejected, { count: numberText(report.rejected, language) })}.` : `. ${words.allFine}`}
        </p>
      </Notice>
      {report.errors.length > 0 && (
        <>
          <Findings findings={report.errors.slice(0, ERRORS_SHOWN)} />
          {hidden > 0 && <p class="soft">{fill(words.omitted, { count: numberText(hidden, language) })}</p>}
          <button type="button" onClick={download}>
            {words.download}
          </button>
        </>
      )}
      {report.warnings.length > 0 && (
        <details>
          <summary>
            {words.warnings} ({numberText(report.warnings.length, language)})
          </summary>
          <Findings findings={report.warnings} />
        </details>
      )}
    </>
  );
}

function Findings({ findings }: { findings: readonly RowError[] }) {
  const words = useTexts().imports;
  const language = useLanguage();
  return (
    <Scroll label={words.message}>
      <table>
        <thead>
          <tr>
            <th scope="col" class="number">
              {words.row}
            </th>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.message}</th>
          </tr>
        </thead>
        <tbody>
          {findings.map(({ row, field, message }, index) => (
            <tr key={`${row} ${field} ${index}`}>
              <td class="number">{row}</td>
              <td>
                <code>{field}</code>
              </td>
              <td>{messageWords(message, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
