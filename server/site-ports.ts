// Hands the directory to the site in the shapes that its pages ask for; part of the composition.
import { browse, describeLine, type Directory, findLines, linesIn, linesNowhere, match } from '#directory/index.ts';
import { regionByCode } from '#regions/index.ts';
import type { SitePorts } from '../site/ports.ts';

/** The directory as the site sees it: always the newest snapshot. */
export function sitePorts(directory: Directory): SitePorts {
  const { snapshot } = directory;
  return {
    match: (query) => match(snapshot(), query),
    describeLine: (id, at) => {
      const described = describeLine(snapshot(), directory.movedTo(id) ?? id, at);
      return described === undefined ? undefined : { ...described, doubts: directory.doubts(described.line.id) };
    },
    search: (text, at) => findLines(snapshot(), text, at),
    browse: (at) => browse(snapshot(), at),
    linesIn: (code, at) => linesIn(snapshot(), code, at),
    linesNowhere: (at) => linesNowhere(snapshot(), at),
    region: (code) => regionByCode(snapshot().regions, code),
    notices: () => directory.notices().map(({ notice }) => notice),
    notice: (id, at) => noticeDetail(directory, id, at),
    crisisNumbers: snapshot().crisisNumbers,
    get events() {
      return snapshot().events;
    },
    revision: directory.revision,
  };
}

function noticeDetail(directory: Directory, id: string, at: Temporal.Instant): ReturnType<SitePorts['notice']> {
  const content = directory.notices().find(({ notice }) => notice.id === id);
  if (content === undefined) return undefined;
  const rows = content.rows.flatMap(({ row, id: lineId }) => {
    const described = describeLine(directory.snapshot(), lineId, at);
    return described === undefined ? [] : [{ row, id: lineId, name: described.line.name, service: described.service }];
  });
  return { notice: content.notice, rows, notHotlines: content.notHotlines };
}
