/**
 * Words that a closed list knows better than a count does: the small words of each language, numbers, yes and no.
 * Spelled folded (see normalise). Dialect first.
 */

const words = (list: string) => new Set(list.split(/\s+/).filter(Boolean));

export const ENGLISH_WORDS = words(`
the a an and or but if is are was were be been being am do does did done have has had i you he she it we they me him her us them my your
his its our their this that these those what which who whom when where why how all any both each few more most other some such no nor not
only own same so than too very can could will would should may might must shall of at by for with about against between into through
during before after above below to from up down in out on off over under again then once here there because as until while please
thanks thank hello hi hey good morning evening bye yes ok okay want need ask complain complaint suggest report request number status
human agent help cancel back stop restart english arabic office passport license licence water power street road school hospital police
fire bill month months week weeks day days year years waiting still nobody never always every just like get got go went come came
don't doesn't didn't isn't can't won't i'm i've it's they're there's employee staff rude service government citizen card wrong paid pay
fine refused told said since ago last late problem broken near front house home work car bus taxi money fee fees online app website
second first third one two three four five six seven eight nine ten number option none neither else also really name`);

export const ARABIZI_WORDS = words(`
ana enta enti inta inti ento howe hiye huwwe hiyye ehna i7na humme shu sho shou shoo wain wein wen ween emta amta leesh lesh laish laysh kef keef kif
kaif shlon shlonak kam adesh addesh gaddesh qadesh mish mesh mush msh ma3 3ala 3al 3a 3an min 3nd 3ndi 3endi 3indi ma3i bddi bedi biddi beddi badi
bdy bidy bdi biddo bedna bdna 7aki a7ki ishtiki ashteki ashtki eshtki shakwa shakwe eqtera7 iqtira7 sukran shukran shokran mashkoor mashkour
yslamo yeslamo marhaba mar7aba mrhba ahlan ahla salam salaam alsalam assalam 3alaykom 3alaikom 3aleikom sabah saba7 masa masaa ya3tek ya3tik yaateek
el3afye el3afyeh al3afye 3afyeh tayeb taib tyb aywa aiwa aywah eywa ah ayy la2 laa laaa la2a balash khalas khallas 5las 5alas yalla yallah inshallah
inshalla nshallah wallah walla wallahi ya habibi 7abibi 3yoni tamam tmam mneeh mni7 mnee7 kteer ktir ktiir kther shway shwai shwayy hala2 hala hla2
hassa hasa issa mbare7 mbareh bukra bokra elyom alyom el-yom yom youm sbou3 osbo3 shahr shaher shhr ashhor sneh seneh sana zaman sarli sarly sarlo
sar elna 3shan 3ashan 3lashan 3alashan mshan minshan laen l2no la2no bs bas wla wala aw kaman kman barra jowa fi fii feeh mafi mafesh ma fish
hada hadi hay hai hadol hadak hek heik haik hon hoon honak elli illi yalli lissa lessa lsa la7ad 7ada 7da wa7ad wa7de wahad tanein thalath talat
el al il bel bil bal lal lel 3el mn mnel bl fel fil bisir byseer bser khalas jawaz jawazi jwaz rokhsa ro5sa ma3amle mo3amaleh moamale mo3amle
muwathaf mwazaf mwathaf mowazaf mwazzaf wazefe daman baladiye baladiyeh baladieh kahraba kahrba mayy may moya share3 shari3 7ofra hufra zbale zbaleh
madrase madraseh mustashfa dawle dowle 7kome 7okome wazara wizara amana amaneh 6ari2 tareq ta2meen fawateer fatora fatoora mablagh masari masare floos
floos mwaten mowaten a5 a5i akhi ekhti okhti 3mmo abu abo om em bent ebni ibni binti waladi jar jari jeran 7ay 7aret bait beit dar shoghol shoghl
esmi ismi esme raqam raqmi rakm telefon talabi talab jawab radd rad m5alfe mo5alafe mukhalafe ghalat ghalta 3'alat 8alat kbeer zghir ma7ad`);

/** Yes and no, whole-message or leading; folded. */
export const YES = words(`
نعم اه اها ايوه ايوا ايوه اي اكيد اكيدا تمام صح صحيح مزبوط مظبوط موافق اوكي اوك ok okay طيب ماشي يب بالزبط بالضبط طبعا اجل بلي ياريت
yes yeah yep yup y sure correct right confirm confirmed agree okey k aywa aiwa aywah eywa ah ahh ayy tamam tmam sa7 sah akeed akid mazboot mazbout
mashi tayeb taib mwafeq mwafe2 na3am naam absolutely exactly definitely`);
export const NO = words(`
لا لاا لأ لع مش كلا غلط ابدا خطا بلاش مو no nope nah n wrong incorrect la laa la2 la2a balash mesh mish ghalat disagree never`);

const list = (text: string) =>
  text
    .trim()
    .split(/\s*\|\s*|\n/)
    .map((item) => item.trim())
    .filter(Boolean);

/** Spelled digits for numbers said aloud; folded. Only digits: 0-9 and the tens speech groups by. */
export const DIGIT_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '0': 'صفر|زيرو|zero|oh|sifr|sefr|sfer',
    '1': 'واحد|واحده|وحده|one|wahad|wa7ad|wahed|wa7ed|wa7de',
    '2': 'اثنين|اثنان|تنين|اتنين|ثنين|ثنتين|تنتين|اثنتان|two|tnen|tnein|tneen|itnen|ithnain|ethnen|thnen|etnein|tnin',
    '3': 'ثلاثه|ثلاث|تلاته|تلات|ثلاتة|تلته|تلت|three|tlate|talate|tlateh|thalathe|talat|talata|thalatha|tlata',
    '4': 'اربعه|اربع|four|arba3a|arba3|arb3a|arba3ah|arbaa|arba',
    '5': 'خمسه|خمس|five|khamse|khamseh|5amse|5amseh|khams|5ams|khamsa|5amsa',
    '6': 'سته|ست|six|sitte|sitteh|sette|setteh|sitta|sette',
    '7': 'سبعه|سبع|seven|sab3a|sab3ah|sab3|saba3|sabaa',
    '8': 'ثمانيه|ثماني|ثمان|تمانيه|تمنيه|تماني|تمن|ثمانه|eight|tmanye|tamanye|thamanye|tmanyeh|tamanya|thamanya|tmania',
    '9': 'تسعه|تسع|nine|tis3a|tes3a|tis3ah|tes3ah|tisaa',
  }).flatMap(([digit, spelled]) => list(spelled).map((word) => [word, digit] as const)),
);

/** Tens and teens, for "twenty-six forty-eight" and "ستة وعشرين". */
export const TENS_WORDS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    10: 'عشره|عشر|ten|3ashra|3ashara',
    11: 'احدعش|احدعشر|حداشر|eleven|7da3sh|ihda3sh',
    12: 'اثنعش|اطنعش|طنعش|تنعش|twelve|tna3sh|6na3sh',
    13: 'ثلطعش|تلطعش|thirteen|tlatta3sh|talata3sh',
    14: 'اربعطعش|اربعتعش|fourteen|arba3ta3sh',
    15: 'خمسطعش|خمستعش|fifteen|khamsta3sh|5amsta3sh',
    16: 'سطعش|ستعش|sixteen|sitta3sh',
    17: 'سبعطعش|سبعتعش|seventeen|sab3ta3sh',
    18: 'ثمنطعش|تمنطعش|eighteen|tmanta3sh',
    19: 'تسعطعش|تسعتعش|nineteen|tis3ta3sh',
    20: 'عشرين|عشرون|twenty|3eshreen|3ishreen|3ishrin',
    30: 'ثلاثين|تلاتين|ثلاثون|thirty|tlateen|talateen',
    40: 'اربعين|اربعون|forty|fourty|arb3een|arba3een',
    50: 'خمسين|خمسون|fifty|khamseen|5amseen',
    60: 'ستين|ستون|sixty|sitteen',
    70: 'سبعين|سبعون|seventy|sab3een',
    80: 'ثمانين|تمانين|ثمانون|eighty|tmaneen|thamaneen',
    90: 'تسعين|تسعون|ninety|tis3een|tes3een',
  }).flatMap(([value, spelled]) => list(spelled).map((word) => [word, Number(value)] as const)),
);

/** Ordinals as people pick by them; folded, with or without the article. */
export const ORDINALS: ReadonlyMap<string, number> = new Map(
  list(`
اول=1|الاول=1|الاولي=1|اولي=1|ثاني=2|الثاني=2|الثانيه=2|ثانيه=2|تاني=2|التاني=2|التانيه=2|ثالث=3|الثالث=3|الثالثه=3|تالت=3|التالت=3|التالته=3
رابع=4|الرابع=4|الرابعه=4|خامس=5|الخامس=5|الخامسه=5|سادس=6|السادس=6|السادسه=6|سابع=7|السابع=7|السابعه=7|ثامن=8|الثامن=8|الثامنه=8|تامن=8|التامن=8
تاسع=9|التاسع=9|التاسعه=9|عاشر=10|العاشر=10|العاشره=10|اخير=-1|الاخير=-1|الاخيره=-1|اخر=-1
first=1|1st=1|second=2|2nd=2|third=3|3rd=3|fourth=4|4th=4|fifth=5|5th=5|sixth=6|6th=6|seventh=7|7th=7|eighth=8|8th=8|ninth=9|9th=9|tenth=10|10th=10|last=-1
awwal=1|elawal=1|alawal=1|elawwal=1|awal=1|tani=2|eltani=2|thani=2|althani=2|elthani=2|eltane=2|talet=3|eltalet=3|thaleth=3|althaleth=3|rabe3=4|elrabe3=4|khames=5|akher=-1|elakher=-1`).map(
    (pair) => {
      const [word = '', value = '0'] = pair.split('=');
      return [word, Number(value)] as const;
    },
  ),
);

/** Offices one names before a department: they make a bare name definite. */
export const OFFICE_WORDS = words(`
دايره دائره مكتب مديريه موسسه وزاره هييه فرع موظف موظفين موظفه موظفات مدير مديره رييس اداره شركه مركز صندوق ديوان جماعه تبع تاع
department office directorate ministry branch employee employees staff at from the`);

/** Prepositions and verbs of going that make a word a place or an office. */
export const PREPOSITIONS = words(`
في ب من علي ع عند الي ل مع ضد عن بـ رحت روحت اروح راجعت مراجع زرت قدمت وصلت بعتوني حولوني شكوي اشتكي اشكي منطقه مدينه محافظه لواء بلديه قضاء حي
اهالي سكان ساكن اسكن بمنطقه بمدينه بمحافظه بلواء فى قرب
in at from of to near against about with on by visited went fi b bi min 3a 3ala 3and 3nd la ila bl bel 3al el al il`);
