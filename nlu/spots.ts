/** Words that point at a spot on the ground, where somebody would have to go and look. */
const SPOT =
  /(?<![\p{L}\d])(?:[وبعفل]?(?:ال)?(?:شارع|شارعنا|شوارع|حفره|حفر|جوره|عمود|اعمده|رصيف|ارصفه|حاويه|حاويات|منهل|مناهل|مطب|مطبات|دوار|اشاره ضوييه|اناره|عمود اناره|جسر|نفق|مكب|زباله|نفايات|صرف صحي|مجاري|ماسوره|خط المي|مواسير|شجره|حديقه|ساحه|جدار|سور|مبني مخالف|بنايه|عماره|محول|سلك|اسلاك|حارتنا|حيينا|مصنع|محل|مطعم|بسطه|بسطات|عبّاره|عباره|سيل|تصريف|منطقتنا|طريق))(?:نا|كم|هم|ه|ها)?(?![\p{L}\d])|(?<![\p{L}\d])(?:قدام|جنب|بجانب|امام|مقابل|خلف|ورا|عند) (?:ال)?(?:بيت|دار|مدرسه|مسجد|جامع|محل|عماره|دوار|اشاره|بنايه|مخبز|بقاله)|\b(?:streets?|road|potholes?|street ?lights?|lamp ?post|pole|sidewalk|pavement|manhole|sewer|sewage|dumpsters?|garbage|rubbish|trash|speed bump|roundabout|traffic light|in front of (?!every|people|all|me\b|him|her|them|us\b|others|my (?:kids|children|family|mother|father))|next to (?:the|my|our)|neighbou?rhood|wires?|pipe|share3|shari3|7ofra|hufra|joora|joura|3amood|3amoud|raseef|zbale|zbaleh|7aweye|7awye|duwwar|dowar|mathal|majari|7arat?na)\b/u;

export const pointsAtSpot = (folded: string): boolean => SPOT.test(folded);

/** A street, a quarter or a landmark by its name: what somebody who goes and looks needs. On the folded text. */
const NAMED_SPOT =
  /(?<![\p{L}\d])[وبعفل]?(?:شارع|طريق|حي|جسر|نفق|(?:ال)?دوار|(?:ال)?اشاره|(?:ال)?مثلث|ساحه|حديقه|سوق)\s+(?!(?:ال)?(?:كبير|صغير|مكسر|خربان|مليان|سي|قديم|جديد|عام|رييسي|الي|اللي|مش|من|في|ما|صار|كله|كلها|عنا|عندنا|و(?!ادي|صفي|سط)\p{L}{2,})(?:ه|ين)?(?![\p{L}]))\p{L}[\p{L}\d]+(?:\s+(?!ب\p{L}{3})(?!(?:من|في|صار|صارله|صارلها|اله|الها|ما|مش|و\p{L}{3,}|كل|الي|اللي|وما|منذ|قبل|بدون|كانت|كان|مليان|مكسر|خربان|فيه|فيها|حفره)(?![\p{L}]))(?:بن|ال\p{L}+|ابو|عبد\p{L}*|\p{L}+))?|(?<![\p{L}\d])(?:قدام|جنب|بجانب|امام|مقابل|خلف|ورا|قرب|قريب من)\s+(?!الناس|الكل|العالم|الجميع|اولادي|امي|ابوي)\p{L}+(?:\s+(?:ال\p{L}+|\p{L}+))?|\b(?:near|next to|in front of|opposite|behind)\s+(?:the\s+|my\s+|our\s+)?[a-z][\w'-]+(?:\s+[a-z][\w'-]+)?|\b[a-z][\w'-]+(?:\s+[a-z][\w'-]+)?\s+(?:street|st\.|road|circle|roundabout|bridge|square)\b/gu;

const NOT_A_NAME = /^(?:the|a|my|our|this|that|your|in|on|of|every|whole|main|same|street|road|there|is)$/;

/** "In front of our house" is a place only to whoever lives there. */
const OWN =
  /^(?:my|our|me|us|everyone|everybody|people|them|him|her|الناس|الكل|العالم|بيت(?:نا|ي)|دار(?:نا|ي)|محل(?:نا|ي)|باب|الدار|البيت)$/;
const GLUED = /^[وبعفل](?:ال)?(?:شارع|طريق|دوار|حي |جسر|نفق|اشاره|مثلث|ساحه|حديقه|سوق)/;

const LEAD = /^(?:(?:on|in|at|along|from|of|the)\s+)+(?=\S)/;

/** Where those words stand in the folded text; a bare "our street" names nothing. */
export function namedSpots(folded: string): { readonly start: number; readonly end: number }[] {
  return [...folded.matchAll(NAMED_SPOT)].flatMap((match) => {
    const words = match[0].trim().split(/\s+/);
    const bare = /^[a-z]/.test(match[0]) && words.slice(0, -1).every((word) => NOT_A_NAME.test(word));
    if (bare || words.some((word) => OWN.test(word))) return [];
    const glued = GLUED.test(match[0]) ? 1 : 0;
    const lead = LEAD.exec(match[0])?.[0].length ?? 0;
    return [{ start: match.index + glued + lead, end: match.index + match[0].length }];
  });
}
