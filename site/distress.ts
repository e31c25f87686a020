// Words that are no name of a line: somebody writes into the search what they cannot say elsewhere. Whoever does is
// answered as a person, with numbers first (S0-12, S0-19). Looked at for this one page and kept nowhere.
const zh = /想死|不想活|活不下去|活着没意思|自杀|自尽|自残|割腕|轻生|跳楼|遗书|结束生命|杀了我|想杀|救救我|救命/;
const en =
  /\b(?:suicid\w*|kill (?:myself|me)|want to die|wanna die|end (?:my life|it all)|self[- ]?harm|hurt myself|don'?t want to live)\b/i;

/** Whether a search speaks of danger to a life. Rather once too often. */
export function speaksOfDanger(text: string): boolean {
  return zh.test(text.replaceAll(/\s/g, '')) || en.test(text);
}
