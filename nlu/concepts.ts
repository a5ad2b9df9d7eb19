/**
 * What a word is about, whichever language says it: a small bilingual list, so that what was learned from one language's
 * messages serves the other's. Arabic entries are folded word beginnings without article or particle; English ones end
 * in `*` where a beginning is meant. Knows single words only.
 */

import { remembered } from './remembered.ts';

const LIST = `
wait: ستن استن بستن انتظ ننتظ منتظ ناطر نطر مستن | wait* queue* await*
late: تاخ متاخ ماخر تاجيل اجلو تاجل موجل | late delay* overdue postpon* slow
long: شهور اشهر سنين سنوات اسابيع ساعات | months years weeks hours
queue: طابور دور زحم ازدحام اكتظاظ | queue* line crowd* overcrowd*
appointment: موعد مواعيد | appointment* slot*
hours: دوام يفتح بفتح تفتح بتفتح يسكر بسكر يغلق | open opens opening close closes closing
when: متي ايمتي امتي وقتيش | when
how: كيف شلون كيفيه | how
where: وين اين فين | where
howmuch: كم قديش اديش بكم | fee fees cost costs price
what: شو ايش ما ماذا شنو | what which
can: بقدر اقدر ممكن يجوز بيصير بصير هل | can could may possible allowed
documents: اوراق ورق وثيق وثايق مستند ثبوت | document* paper* papers paperwork
fees: رسوم رسم غرام دفع ندفع دفعت مبلغ | fee fees charge* pay paid payment
form: نموذج نماذج استمار | form forms
conditions: شروط شرط متطلب مطلوب | condition* requirement* require* eligib*
online: الكترون اونلاين موقع منصه تطبيق ابلكيشن رابط صفحه سيستم نظام | online website site app platform portal link system page
password: سر باسورد كلمه | password otp code
error: خطا غلط اغلاط خاط | wrong error* mistake* incorrect misspel*
broken: خرب خربان عطل معطل عطلان مكسور كسر تعطل | broken break* fault* out damaged
cut: مقطوع قطع انقط فصل فصلو انفصل | cut outage* disconnect* interrupt*
rude: وقح صرخ صيح عصب اهان اهانه شتم سب بهدل يتمسخر تمسخر استهزا استخف قليل اسلوب | rude* shout* insult* yell* humiliat* mock* arrogan* sneer*
kind: خلوق محترم لطيف ذوق مبتسم ابتسام اخلاق بشوش | kind* polite* helpful smil* courteous patient* caring
favour: واسط محسوب معارف قرايب قرايبه دعم | wasta favour* favor* nepotis* connections relatives
bribe: رشو رشا برطيل بخشيش حلوان اكراميه يرتشي ارتشا | bribe* kickback* cash
staff: موظف موظفين كادر مراجع سكرتير مدير مسوول | employee* staff clerk* officer* manager* official*
absent: مكتبه غايب غياب تلفونه موبايله يلعب يفطر | absent desk
thank: شكر اشكر بشكر نشكر مشكور يعطي سلم يسلم تحيه ممنون كثر | thank* grateful* gratitude appreciat* kudos bravo
praise: رايع ممتاز احسن افضل سريع راقي نظيف فخر يستاهل يستحق عظيم انجاز | excellent great amazing wonderful fast smooth* best impress* well proud
suggest: اقترح بقترح نقترح مقترح اقتراح حبذا ياريت ريت ليش ليت لو يا | suggest* propos* idea should recommend* would better why
add: اضاف زياده زيدوا تزيدوا توفر توفير خصص تخصيص حط تحطوا تعملوا يعملوا تفعيل ربط | add install provide create build allow put
appeal: تظلم اتظلم اعترض اعتراض بعترض معترض طعن استيناف التمس | appeal* object* contest* dispute* overturn* reconsider* review
refuse: رفض رفضوا مرفوض انرفض | refus* reject* denied deny
decision: قرار قرارات | decision* ruling
fine: مخالفه مخالفات غرامه غرامات | fine fines ticket* penalt*
unfair: ظلم مظلوم انصاف انصفوني انصفوا حق حقي عدل | unfair* unjust* wronged justice
again: اعاده اعيدوا راجعوا تراجعوا تلغوا الغاء سحبوا حرموني حرمان شطب | cancel* revok* withdraw* reinstat* restore*
score: علامه علامات نتيجه راسب رسب نجح امتحان تقييم | mark marks grade* exam* score* result* fail*
illegal: مخالف مخالفين مرخص ترخيص تصريح قانون تجاوز اعتداء | illegal* unlicens* violat* breach* unlawful*
report: ابلغ بلغ بلاغ تبليغ اخبركم احيطكم | report* inform* notify
punish: حاسب تحاسب عقوب ضبط اوقف توقفوا ردع | punish* stop inspect* crack shut
cheat: غش يغش نصب احتيال تلاعب تزوير مزور | cheat* fraud* scam* forg* fake
price: سعر اسعار غلاء رفع احتكار | price* overcharg* expensive
unfit: فاسد منتهي صلاحيه عفن تسمم حشرات قذر | expired spoiled rotten poison* insect* mould
dump: يرمي برمي بيرمي يرمون يكب بكب يكبوا طرح نفايات طمم انقاض | dump* litter* debris
smoke: دخان ريحه روايح تلوث يلوث غبار | smoke smell* pollut* fumes dust stink*
torture: ضرب يضرب بضرب تعذيب عذب جلد صفع تعنيف عنف | beat* beaten hit hits torture* abus* slap* violence
detain: توقيف موقوف موقوفه حبس محبوس سجن سجين احتجاز محتجز زنزان نزيل معتقل | detain* detention jail* prison* cell custody inmate*
discriminate: تمييز تميز عنصري عنصريه اعاقه معاق لون اصل دين | discriminat* racis* disabilit* religion origin
child: طفل اطفال قاصر رضيع يتيم حدث احداث | child* minor* kid kids baby orphan*
withheld: حجز محجوز صادر صادروا جواز جوازي كفيل مخدوم | passport* confiscat* withheld employer
worker: عامل عامله عمال خادم وافد | worker* maid* domestic labour* labor*
dignity: كرامه انسانيه حقوق انسان حريه | dignity humane inhuman rights freedom
dirty: وسخ وسخه قذاره نظاف تنظيف معفن | dirty filth* clean* unclean
seats: كراسي كرسي مقاعد مقعد جلوس قعد | seat* chair* bench*
aircon: مكيف تكييف حر برد تدفيه شوب | air condition* heating hot cold fan
toilet: حمام حمامات دوره مرافق | toilet* restroom* bathroom*
parking: موقف مواقف اصطفاف كراج نصف مصف | parking park
ramp: رامب منحدر كراسي متحرك مصعد اسانسير | ramp* wheelchair* elevator lift
building: مبني بنايه صاله قاعه شباك شبابيك | building* hall window room counter*
lost: ضاع ضاعت فقدان فاقد | lost lose missing
road: شارع شوارع طريق طرق اسفلت تعبيد | road* street* asphalt pave*
hole: حفره حفر جوره مطب مطبات هبوط | hole* pothole* bump*
light: اناره انار ضو لمبه عمود اعمده | light* lamp* pole*
rubbish: زباله نفايات قمامه حاويه حاويات كيس | rubbish garbage trash waste dumpster* container* bin
sewage: صرف مجاري مناهل منهل فيضان طفح | sewage sewer* manhole* drain* overflow*
water: مي ميه مياه ماء ماسوره عداد تنك خزان صهريج | water pipe* tank* meter
power: كهرب كهربا تيار عداد | electric* power meter current
bill: فاتور فواتير | bill bills invoice*
internet: نت انترنت فايبر اتصالات شبكه ابراج | internet fiber fibre network telecom signal
passport: جواز جوازات سفر | passport*
idcard: هويه هويات بطاقه شهاده ميلاد دفتر عايله قيد | id identity certificate birth
licence: رخصه رخص سواقه قياده فحص | licen* driving test
car: سياره سيارات مركبه مركبات باص باصات تكسي سرفيس شاحنه | car cars vehicle* bus buses taxi* truck*
traffic: سير مرور اشاره رادار كاميرا ازمه | traffic radar camera* signal
police: شرطه شرطي امن مخفر دوريه ضابط | police* officer patrol
court: محكمه محاكم قاضي قضيه تنفيذ محامي | court* judge* case lawyer*
marriage: زواج طلاق نفقه حضانه مطلقه ارمله | marriage divorc* alimony custody widow*
hospital: مستشفي عياده طبيب دكتور ممرض عمليه طوارء طواري مريض علاج دوا ادويه دواء | hospital* clinic* doctor* nurse* surgery patient* treatment medicine*
insurance: تامين تامينات | insurance insured
pension: تقاعد متقاعد راتب رواتب معاش ضمان | pension* retire* salar* wage*
aid: معونه دعم مساعده فقير منتفع تكافل | aid support poor assistance
job: وظيفه وظايف توظيف تعيين شغل عمل فرصه بطاله | job* employ* hire* vacanc* unemploy*
school: مدرسه مدارس طالب طلاب معلم معلمه صف توجيهي كتب | school* student* teacher* pupil* class*
university: جامعه جامعات منحه بعثه قبول تخصص شهاده معادله | universit* scholarship* admission degree*
land: ارض اراضي سند قوشان طابو افراز مساح | land plot* deed parcel survey*
tax: ضريبه ضرايب دخل مبيعات اقرار مسقفات | tax* taxes vat
customs: جمرك جمارك تخليص شحن استيراد طرد | customs import* clearance shipment parcel*
company: شركه شركات سجل تجاري مستثمر استثمار | company companies register invest*
shop: محل محلات دكان سوق مطعم مخبز تاجر | shop* store* restaurant* bakery market merchant*
farm: مزارع مزرعه زراعي زيتون اغنام اعلاف حلال مواشي بيطري | farm* olive* sheep fodder livestock vet*
tree: شجر اشجار غابه حراج تحطيب | tree* forest* logging
park: حديقه منتزه العاب ملعب | park playground garden stadium
mosque: مسجد جامع امام مصلين اذان حج عمره | mosque* imam prayer* hajj umrah
tourism: سياح سايح اثار متحف تذكره فندق دليل | touris* antiquit* museum ticket* hotel* guide*
loan: قرض قروض قسط اقساط | loan* instal*
bank: بنك بنوك محفظه حواله تحويل | bank* wallet transfer*
noise: ازعاج صوت ضجيج سماعات | noise loud* speakers
gun: عيارات سلاح رصاص طخ | gun* shots shooting weapon*
animals: كلاب كلب ضاله حيوان | dog dogs stray animal*
nobody: حدا احد محدش | nobody no-one none anyone
never: ابدا ولا مره بدون رد | never without reply answer
iask: استفس استفسار اسال بسال سوال اعرف معرفه | inquir* enquir* question* ask know wonder*
icomplain: شكو اشتك بشتك اشكو شكاوي تذمر | complain*
promise: وعد وعدوني قالولي بقولولي حكولي بحكولي | promise* told said
return: ارجع تعال روح رجعت مراجعه يودوني بعتوني حولوني | back come return sent
election: انتخاب ناخب مرشح صوت اقتراع | election* vote* voter* candidate*
exam: تدريب دوره معهد مهني | training course* institute vocational
weather: ارصاد طقس امطار سيول | weather forecast rain* flood*
post: بريد طرد رساله | post mail parcel*
media: تلفزيون اذاعه اعلام صحيف خبر | tv radio media news*
fatwa: فتوي افتاء مفتي زكاه | fatwa zakat mufti
hack: اختراق تهكير ابتزاز هكر حسابي | hack* blackmail* account phishing
elder: مسن مسنين كبار ختيار | elder* elderly old
wish: نفسي نفسنا نفسن نتمن اتمن بتمن بنتمن مفروض يفترض حبذا ليت ريت ياريت افضل اولي فكره | wish hope should nice better idea please maybe
order: حطو زيدو افتحو اعملو ازرعو ركبو خصصو وفرو خلو ضيفو اضيفو سوو ابنو انشرو اعطو علمو دربو انقلو اسمحو فعلو اربطو عدلو بسطو وسعو طورو شغلو | open put add plant make print install extend build allow give publish create hire train move keep start offer provide introduce place paint bring link connect translate let
undo: رجعو ارجعو اعيدو تراجعو الغو فكو ارفعو شطبو شطبتو حرمتو فصلتو رسبتو رسبو سحبو سحبتو استثنو استبعد طلعتو حفظتو | reopen* reinstat* revers* overturn* reconsider* recount remark lift remove undo waive
bless: الله ربي يجزي يحفظ يسعد يوفق يبارك يخلي يكثر يقوي تحيه تحيات كفو تكريم يستاهل بيض | bless* hats credit salute god impress* kudos
curse: حسبي حسبنا حرام عيب معقول بكفي مسخره مهزله | shame* disgrac* unacceptable enough ridiculous joke scandal*
trader: سوبرماركت بقاله مطعم كوفي قهوه مقهي كافيه مخبز فرن ملحمه لحام جزار محل دكان صيدليه تاجر معرض مول بسطه بسطات | supermarket* grocery shop* store* restaurant* cafe* bakery butcher* trader* stall* mall vendor* pharmacy kiosk*
works: مصنع معمل ورشه كساره مقاول مزرعه مشغل كازيه محطه كراج منجره شركه صاحب | factory workshop* quarry contractor* farm* garage* warehouse* station company owner* landlord* employer* boss agency dealer* broker*
neighbour: جار جاري جارنا جارتنا جيران زعران شباب ناس واحد حدا | neighbo* somebody someone guy guys man men people youths
driver: سايق سواق شوفير سواقين تكسي سرفيس كنترول | driver* taxi* bus buses van minibus
official: بلديه امانه وزاره دايره احوال ترخيص محكمه مديريه متصرف جمرك ديوان مركز | municipality ministry department* office directorate governorate centre center authority
mine: معاملتي طلبي راتبي جوازي هويتي رخصتي ملفي حقي اسمي بيتي ابني بنتي زوجي امي ابوي والدي والدتي سيارتي فاتورتي شكواي قرضي ارضي عندي عنا صارلي | my mine our me us
must: لازم ضروري مطلوب يلزم | must need* required have
often: دايما يوميا كل اسبوع بلليل ليليه | every always daily nightly again constantly
want: بدي بدنا اريد نريد اطلب نطلب ارجو نرجو اود | want need demand request ask
family: زوجي جوزي زوجته مرته عنف اسري | husband wife domestic
`;

interface Concepts {
  readonly whole: ReadonlyMap<string, readonly string[]>;
  readonly beginnings: ReadonlyMap<string, readonly string[]>;
}

function put(into: Map<string, string[]>, key: string, concept: string): void {
  const row = into.get(key);
  if (row) row.push(concept);
  else into.set(key, [concept]);
}

function read(list: string): Concepts {
  const whole = new Map<string, string[]>();
  const beginnings = new Map<string, string[]>();
  for (const line of list.trim().split('\n')) {
    const [concept = '', terms = ''] = line.split(': ');
    const [arabic = '', english = ''] = terms.split(' | ');
    for (const term of arabic.split(' ')) put(term.length >= 3 ? beginnings : whole, term, concept);
    for (const term of english.split(' ')) {
      if (term.endsWith('*')) put(beginnings, term.slice(0, -1), concept);
      else put(whole, term, concept);
    }
  }
  return { whole, beginnings };
}

const CONCEPTS = read(LIST);
const NONE: readonly string[] = [];
const LONGEST = 9;

/** Concepts of a word without article or particle: by the whole of it, else by its longest known beginning. */
export const conceptsOf = remembered((word): readonly string[] => {
  const exact = CONCEPTS.whole.get(word);
  if (exact) return exact;
  for (let n = Math.min(LONGEST, word.length); n >= 3; n--) {
    const found = CONCEPTS.beginnings.get(word.slice(0, n));
    if (found) return found;
  }
  return NONE;
});
