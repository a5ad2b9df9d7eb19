/**
 * What each body does, in the words people use for it when they do not name the body: a hint that is weighed with the
 * classifier's opinion and gives way to a name. Folded spelling; `_` joins words, `*` allows any ending. Knows no text.
 */
import { fold } from './normalise.ts';
import { remembered } from './remembered.ts';
import { bare, isWord, type Token, tokenise } from './tokens.ts';

/** Code or family, worth in the logarithm of its probability, words. */
const LIST = `
CSPD 1.6 جواز جوازي جوازات جواز_سفر هويه هويتي هويات شهاده_ميلاد شهاده_وفاه دفتر_عيله دفتر_العيله دفتر_عايله دفتر_عائله رقم_وطني قيد_عايلي قيد_مدني تسجيل_مولود مولود | passport* birth_certificate death_certificate family_book national_number id_card national_id newborn_registration | jawaz* jwaz* hawiy* hawey* hwiy* shahadet_milad shahadet_wafah daftar_3a2ileh daftar_3aileh daftar_el_3a2leh daftar
DVLD 1.8 رخصه_سواقه رخصه_قياده رخصه_السواقه رخصه_سير رخصه_السياره ترخيص_سياره* ترخيص_السياره فحص_سواقه فحص_السواقه فحص_فني الفحص_الفني فحص_نظري فحص_عملي نقل_ملكيه_سياره لوحات نمره | driving_licen* driver's_licen* drivers_licen* driving_test road_test theory_test vehicle_licen* car_licen* car_registration vehicle_registration number_plate* licence_plate* | ro59et_swa2a ro5set_swa2a rokhset_swa2a rukhset_swaqa fa7s_swa2a fa7s_el_swa2a rokhset_swaqa tarkhees_sayara*
TRAFFIC 1.8 مخالفه_سير مخالفات_سير مخالفه_سرعه مخالفه_رادار مخالفات_السير رادار رادارات كاميرا_سرعه حجز_سياره* حجز_المركبه حجزوا_سيارت* سباق_سيارات تفحيط قطع_اشاره | speeding traffic_fine* traffic_ticket* traffic_violation* parking_ticket* radar speed_camera* impound* red_light_ticket street_rac* drift* | mo5alafet_seer mo5alafet_sor3a m5alafet_seer radar tafheet saje7een mahjoozeh
SSC 1.8 ضمان الضمان_الاجتماعي تقاعد_مبكر تقاعد_ضمان راتب_تقاعدي* بدل_تعطل تعطل_عن_العمل اصابه_عمل اشتراك_ضمان اشتراكات اشتراكاتي مشترك_بالضمان | pension* early_retirement social_security unemployment_benefit* contributions_missing work_injury retirement_salary | daman* ta2a3od taqa3od badal_ta3attol
ISTD 1.8 ضريبه_دخل ضريبه_الدخل ضريبه_مبيعات ضريبه_المبيعات اقرار_ضريبي الاقرار_الضريبي فوتره نظام_الفوتره رد_ضريبي براءه_ذمه_ضريبيه تقدير_ضريبي تهرب_ضريبي بدون_فاتوره | income_tax sales_tax tax_return* tax_refund* tax_assess* tax_clearance e-invoic* tax_evasion tax_people tax_assessor | dareebet_da5el dareebet_el_da5el dareebet_dakhel iqrar_dareebi dareebeh bala_fatoora
DLS 1.8 قوشان سند_تسجيل سند_ارض افراز مساح طابو تخمين_ارض نقل_ملكيه_ارض نقل_ملكيه_شقه حدود_الارض | land_deed title_deed deed deeds land_registr* land_survey* land_parcel plot_boundar* survey_error | qoshan koshan 2oshan sanad_ard sanad_arD taboo ifraz efraz
JC 1.8 جمرك جمارك تخليص بيان_جمركي مخلص معبر ادخال_موقت | customs import_duty import_duties duty-free household_goods clearing_agent | jamarek gumrok jumrok jomrok gamarek takhlees
MOPWH 1.6 طريق_الصحراوي الطريق_الصحراوي طريق_الملوكي الطريق_الدولي طريق_دولي | desert_highway highway main_road_between kings_highway | el_sa7rawi sahrawi
JMD 2.2 ارصاد نشره_جويه حاله_الطقس الحاله_الجويه تنبو* | weather forecast* frost_warning | arsad nashra_jaweyeh
WAJ 1.8 ابار_مخالفه بير_مخالف حفر_ابار بير_ارتوازي | illegal_well* well_drilling drill*_at_night | beer_mo5alef
JVA 2 مياه_الري دور_الري دور_ري قناه_الري قناه_الملك_عبدالله وحده_زراعيه_بالغور | irrigation canal_gate king_abdullah_canal farm_unit | qanat_el_ghor dor_el_ray
JSMO 1.5 عداد_المحطه مضخه_البنزين محطه_بنزين محطه_محروقات ميزان_مغشوش الميزان وزن_ناقص | fuel_pump* fuel_station* petrol_station* gas_station* short_weight weighing_scale scale | ka7ziyeh kaziyeh ma7a66et_benzeen
MITS 1.5 اسعار تسعيره رفع_السعر احتكار سجل_تجاري منتهي_الصلاحيه سوبرماركت بقاله فاتوره_شراء مولات | overcharg* price_goug* prices supermarket grocery expired_products commercial_register refund_from_shop price_tag* | tas3eereh as3ar supermarket ba2aleh
JFDA 1.6 مطعم مطاعم صيدليه صيدليات سعر_الدوا تسمم_غذائي ملحمه لحوم_فاسده لحمه_فاسده سناك مخبز | restaurant* pharmac* food_poison* bakery butcher* cloud_kitchen cafe cockroach* | ma63am mat3am saydaliyeh saydleye mal7ameh
MOL 1.8 تصريح_عمل تصاريح_عمل صاحب_العمل صاحب_الشغل الحد_الادني_للاجور حقوق_عماليه عامل_وافد عاملات عاملات_المنازل خادمه عماله_اطفال تشغيل_اطفال ساعات_اضافيه اجور_العمال راتب_الشهر_المصنع | work_permit* minimum_wage* employer* overtime child_labo* domestic_worker* maid unpaid_wages labour_rights factory_workers child_workers | tasree7_3amal tasreeh_amal 9a7eb_el_sho3'ol sa7eb_el_shoghol el_7ad_el_adna
MOSD 2 دار_ايتام دار_الايتام دار_مسنين دار_المسنين دار_رعايه دار_الرعايه دور_الرعايه متسول* متسولين تسول شحاد* جمعيه_خيريه حضانه_اطفال احتضان | orphanage* care_home* nursing_home* elderly_home* home_for_the_elderly beggar* begging foster* shelter | dar_aytam dar_el_aytam dar_mosenneen dar_re3ayeh sha77ad* 7adanet_atfal
NAF 1.8 معونه المعونه تكافل دعم_نقدي راتب_المعونه بطاقه_المعونه | aid_fund cash_aid aid_card aid_payment takaful aid_salary monthly_aid | ma3ooneh ma3oneh ma3oune takaful takafol
HIA 1.7 بطاقه_تامين بطاقه_التامين تامين_صحي اعفاء_طبي الاعفاء_الطبي تحويل_طبي اعفاءات | health_insurance insurance_card medical_exemption treatment_exemption insurance_cover* refused_cover* | ta2meen_se77i ta2meen_sa7i e3fa2_tebbi
MOE 1.5 مدرسه مدارس معلم معلمه معلمين توجيهي التوجيهي كتب_مدرسيه مديره_المدرسه مدير_المدرسه روضه صف الصف نقل_طالب | school* teacher* tawjihi textbook* principal* headmaster headmistress classroom* pupil* kindergarten | madras* m3allm* mo3alem* mo3allem* tawjeehi tawji7i modeer_el_madraseh el_9aff madares
MOHE 1.7 قبول_موحد القبول_الموحد بعثه منحه_جامعيه قرض_جامعي معادله_شهاده معادله_شهادتي بعثات مكرمه المكرمه تخصص_جامعي مقعد_جامعي | university_admission* university_placement university_seat student_loan* scholarship* degree_equival* degree_recogn* unified_admission faculty | jam3a 2abool_mowa7ad qabool_mowahad men7a_jam3iyeh mo3adalet_shahadeh makrameh
MOJ 1.7 محكمه محاكم قاضي كاتب_عدل كاتب_العدل عدم_محكوميه تنفيذ_قضائي دائره_التنفيذ قضيتي جلسه جلسات تبليغ_قضائي | court* judge notary non-conviction clean_record criminal_record* execution_order power_of_attorney hearing lawsuit bailiff debt_jail | ma7kameh mahkameh ma7kame 2adi_el_so9o7 kateb_3adel 3adam_ma7koomiyeh tanfeeth tanfeez
SJD 2.2 شرعيه الشرعيه طلاق نفقه عقد_زواج حصر_ارث حضانه_الولد مشاهده_الاولاد وصايه ماذون زواج_قاصر | sharia* alimony divorce* marriage_contract inheritance_certificate child_custody guardianship | shar3iyeh shar3eyyeh nafa2a nafaqa tala2 7asr_erth ma2zoon
TRC 2.2 انترنت نت فايبر زين اورانج امنيه شبكه_زين ابراج برج_تقويه خط_تلفون شركه_اتصالات تغطيه باقه | internet zain orange umniah sim_card* fibre fiber mobile_signal phone_tower cell_tower exit_fee roaming telecom* | el_net zain orange umniah fibr esharet_el_telefon
JPOST 1.8 طرد طردي بريد ساعي_البريد صندوق_بريد رقم_التتبع حواله_بريديه موزع_البريد | parcel* postman mailman mail tracking_number tracking po_box postal | tard tardi bareed sa3i_el_bareed el_mowazze
MODEE 1.2 سند تطبيق_سند هويه_رقميه تفعيل_سند | sanad_app digital_id e-government | sanad_app tatbee2_sanad
CCU 1.8 ابتزاز هكر تهكر* تهكير اختراق_حسابي حسابي_انسرق صوري بنشر_صور | hacked blackmail* sextort* fake_account leaked_photos online_threat* | hakar* ebtizaz ibtizaz sowari
NCSC 1.6 تصيد رابط_وهمي رساله_وهميه رابط_مزور ثغره | phishing fake_link fake_message vulnerabilit* data_leak | rabet_wahmi
JRTV 1.8 تلفزيون التلفزيون اذاعه مسلسل نشره_الاخبار | television tv_channel tv_dinar radio_station main_news | telfizyon telvizyon iza3a
JMC 1.8 موقع_اخباري صحيفه مذيع برنامج_يوتيوب بث_مباشر مواقع_اخباريه | news_site news_website newspaper presenter broadcaster | mawqe3_e5bari
MOTA 1.7 دليل_سياحي ادلاء فندق مكتب_سياحه مكتب_سياحي سياح تاشيره_سياحيه | tour_guide* hotel tourist_office travel_agency tour_operator | daleel_seya7i fondo2 maktab_seya7a
DOA 2 اثار تنقيب دفائن دفاين كنوز متحف موقع_اثري حجار_اثريه | antiquit* treasure_hunt* archaeolog* museum metal_detector ruins mosaic* excavat* | athar dafa2en dafayen kanz mat7af
PDTRA 2.4 | petra the_siq treasury_in_petra high_place monastery_in_petra petra_ticket* | el_batra batra
MOC 1.8 مكتبه_الاسره مهرجان مسرح مسرحيه كتاب_روايه ناشر معرض_الكتاب حقوق_مولف | publisher novel book_fair library festival theatre copyright | maktabet_el_usra mahrajan masra7
AWQAF 2 مسجد جامع امام خطيب خطبه حج عمره اذان موسم_الحج مصلين مصلي_النساء سماعات_المسجد | mosque* imam preacher sermon hajj umrah prayer_hall minaret azan adhan | masjed masjid jame3 emam imam khateeb 5a6eeb 7aj 3omra azan
ZAKAT 2 زكاه الزكاه زكاتي | zakat | zakat zakah
IFTA 2.2 فتوي فتوه فتاوي حكم_شرعي صيام كفاره كفاره_اليمين | fatwa religious_ruling broke_my_fast fasting expiation | fatwa kaffara siyam
MOY 1.8 مركز_شباب مركز_الشباب ملعب نادي_رياضي معسكر صاله_رياضيه | youth_centre youth_center stadium football_pitch sports_hall | markaz_shabab mal3ab
MOA 1.8 مزارع مزارعين زيتون اغنام اعلاف بيطري بيطريه مبيد مبيدات صقيع محصول حراج تحطيب مشمش بندوره ابقار نحل | olive* sheep fodder veterinar* pesticide* frost crop* forest logging apricot* tomato_farm* beehive* livestock barley | zaytoon 8anam ghanam a3laf bi6ari bitari mabeed* 7araj
ACC 2.2 قرض_زراعي اقراض_زراعي قسط_المزرعه | farm_loan agricultural_loan | qard_zira3i 2ard_zira3i
JCC 2 جمعيه_تعاونيه تعاونيه | cooperative* co-op | ta3awniyeh jam3iyeh_ta3awniyeh
LTRC 1.7 باص باصات حافله سرفيس تكسي تاكسي اجره كريم اوبر سواق_الباص كنترول_الباص خط_الباص | bus buses bus_line taxi* fare uber careem minibus coaster app_driver | bas basat taxi taksi service_taxi kontrol ojrah
CARC 2 طياره رحله_جويه تاخير_الرحله شركه_طيران درون | airline flight* drone_permit lost_luggage boarding aircraft | tayyara re7leh_jaweyeh
family:municipality 1.6 زباله نفايات حاويه حاويات كلاب_ضاله كلاب_شارده اناره_الشارع عمود_اناره حفره رصيف بسطات بسطه رخصه_مهن رخصه_محل بنا_مخالف بناء_بدون_ترخيص طابق_مخالف مسقفات حديقه عامل_نظافه عمال_الوطن عامل_وطن مطب | garbage rubbish trash bins dumpster* stray_dogs wild_dogs streetlight* street_light* street_lamp* pothole* sidewalk pavement without_a_permit setback* street_sweeper* property_tax unlicensed_building playground vocational_licence speed_bump* | zbaleh zbale zbaleee* 7awyeh 7awiyeh 7ofra kilab klab rasef raseef bas6a 3amood_el_daw 7adeeqet hadeeqet 3amel_watan
family:water 1.6 مي المي عداد_المي عداد_المياه فاتوره_المي فاتوره_المياه دور_المي مي_الدور ماسوره صهريج مي_وسخه صرف_صحي مجاري منهل | water_meter water_bill water_cut* no_water water_leak* water_tank* burst_main burst_pipe sewage sewer* manhole* water_pressure tanker | mayy el_mayy may moya fatooret_el_mayy masoora majari sarf_sehhi
family:electricity 1.7 كهربا الكهربا فاتوره_الكهربا عداد_الكهربا محول_الكهربا انقطاع_التيار عمود_كهربا سلك_كهربا كوابل | electricity power_cut* power_outage* outage electric_meter electric_bill transformer power_line* voltage electricity_bill blackout* bare_cable poles_fell | kahraba kahrabet kahrba fatooret_el_kahraba 3addad_el_kahraba
MOENV 1.5 دخان_المصنع مصنع تلوث كساره كسارات محرقه صيد_جائر انبعاثات | smoke_from_the_factory factory_smoke pollut* quarry dust_cloud crusher* illegal_hunting emissions medical_waste | talawoth masna3 kassara
CDD 2 اسعاف اطفائيه طفايه دفاع_مدني رجال_الاطفاء | ambulance* firefighter* extinguisher* civil_defence civil_defense paramedic* | is3af 2is3af tafaye* etfa2iyeh defa3_madani
PSD 1.6 مركز_امني شرطه سرقه انسرق انسرقت دوريه مخفر حرامي | police* stolen theft thief patrol burglar* | shorta shurta mar9ad markaz_amn sare2et saraqet dawryet_najdeh
FJPD 2 عنف_اسري بضرب_مرته بضرب_اولاده طفل_معنف حمايه_الاسره | domestic_violence belt_marks beats_his_wife beats_his_kids abused_child | 3onf_osari byedrob_marto byedrob_awlado
CRD 2 سجن السجن نزيل نزلاء زياره_السجن مهجع | prison* jail inmate* prisoner* cellmate warden | sejen sijn el_sejen nozala nazeel
MOH 1.4 مستشفي مركز_صحي المركز_الصحي طبيب دكتور ممرض ممرضه عياده مطعوم تطعيم عمليه | hospital* clinic* nurse* doctor* vaccin* ward surgery operating | mostashfa mustashfa markaz_se77i doktor mumarred mat3oom
MOFA 2.3 سفاره السفاره قنصليه القنصل قنصل تصديق_الخارجيه مغتربين | embass* consul* | safara safarah qonsol* konsol*
RBD 2.2 اقامه اقامتي تجديد_اقامه غرامات_اقامه ابعاد | residency residence_permit overstay* iqama deport* | iqama e2ameh eqameh
MOI 1.8 جنسيه تجنيس لم_شمل | citizenship nationality naturali* | jinsiyeh jensiyeh
IEC 2.2 انتخاب انتخابات ناخب ناخبين مرشح اقتراع صندوق_الاقتراع | vote_in election* voter* polling ballot* candidate_list | enti5abat intikhabat
MOPPA 1.4 حزب احزاب الاحزاب حزبي | political_part* join_a_party | 7ezb a7zab
HCD 1.5 اعاقه ذوي_الاعاقه اشاره_الصم بطاقه_اعاقه لغه_الاشاره كفيف اصم | disabilit* sign_language deaf blind wheelchair_user* disability_card braille | e3aqa e3a2a dawi_el_e3aqa
CBJ 1.8 بنك البنك بنوك محفظه_الكترونيه كليك شركه_تامين قسط_البنك حساب_بنكي | bank's bank banks cliq e-wallet insurance_company loan_instal* | bank el_bank cliq ma7fazeh
CCD 1.9 تسجيل_شركه سجل_شركه تصفيه_شركه شركتي | company_registration register_a_company liquidat* company's_register | tasjeel_sherkeh
CSB 1.7 ديوان_الخدمه تعيين_بالحكومه امتحان_تنافسي دور_التعيين مخزون ترفيع وظيفه_حكوميه | civil_service government_job competitive_exam promotion_grade appointment_list | dewan_el_khedmeh ta3yeen tarfee3
DEF 1.6 صندوق_التشغيل قرض_مشروع مشروع_صغير | small_business_loan startup_loan employment_fund | qard_mashroo3
JEDCO 1.6 منحه_مشروع | startup_grant export_grant | 
DOS 2 تعداد احصاء_السكان معدل_التضخم مسح_الاسر | census inflation_rate cpi household_survey statistic* | ta3dad
GSC 1.7 مركز_خدمات المركز_الشامل | service_centre service_center one-stop | markaz_el_khadamat markaz_khadamat
HUDC 1.7 سكن_كريم قطعه_سكنيه اسكان_الموظفين | housing_plot* housing_project* social_housing | eskan
DPA 2 مخيم المخيم وكاله_الغوث كرت_الموون | camp_committee camp_roof refugee_camp unrwa | mokhayyam mo5ayyam
VTC 1.9 تدريب_مهني معهد_مهني دوره_لحام دوره_حلاقه | vocational apprentic* welding_course | tadreeb_mehani ma3had
JIACC 1 عطاء عطاءات مناقصه | tender tenders kickback* split_contract* | 3a6a 3ata2
`;

interface Word {
  readonly text: string;
  /** Any ending will do. */
  readonly open: boolean;
}

interface Duty {
  readonly code: string;
  readonly worth: number;
  readonly words: readonly Word[];
}

function wordsOf(term: string): Word[] {
  const open = term.endsWith('*');
  const tokens = tokenise(fold(open ? term.slice(0, -1).replaceAll('_', ' ') : term.replaceAll('_', ' '))).filter(
    isWord,
  );
  const key = (text: string, kind: string) => (kind === 'arabic' ? bare(text) : text);
  return tokens.map(({ text, kind }, at) => ({ text: key(text, kind), open: open && at === tokens.length - 1 }));
}

/** By their first word, as it stands or as it begins. */
const WHOLE = new Map<string, Duty[]>();
const BEGUN = new Map<string, Duty[]>();

for (const line of LIST.trim().split('\n')) {
  const [code = '', worth = '0', ...terms] = line.split(' ');
  for (const term of terms) {
    const words = wordsOf(term);
    const first = words[0];
    if (!first) continue;
    const into = first.open ? BEGUN : WHOLE;
    into.set(first.text, [...(into.get(first.text) ?? []), { code, worth: Number(worth), words }]);
  }
}

const SHORTEST = 3;
const LONGEST = 14;

/** An Arabic word as it may stand in the list: without particles. */
const arabicSpellings = remembered((text): readonly string[] => {
  const short = bare(text);
  const once = /^[وبلف]/.test(text) && text.length > 4 ? [text.slice(1)] : [];
  return short === text ? [text, ...once] : [text, short, ...once];
});

/** Without an English plural. */
const otherSpellings = remembered((text): readonly string[] =>
  text.endsWith('s') && text.length > 3 ? [text, text.slice(0, -1)] : [text],
);

const spellings = ({ text, kind }: Token): readonly string[] =>
  kind === 'arabic' ? arabicSpellings(text) : otherSpellings(text);

const fits = (wanted: Word, token: Token): boolean =>
  spellings(token).some((said) => said === wanted.text || (wanted.open && said.startsWith(wanted.text)));

/** The words behind the first, a short one between them forgiven. */
function isWhole(duty: Duty, tokens: readonly Token[], from: number): boolean {
  let at = from + 1;
  for (let i = 1; i < duty.words.length; i++, at++) {
    const wanted = duty.words[i] as Word;
    const isSmall = (tokens[at]?.text.length ?? 9) <= 3;
    if (tokens[at] && fits(wanted, tokens[at] as Token)) continue;
    if (!isSmall || !tokens[at + 1] || !fits(wanted, tokens[at + 1] as Token)) return false;
    at++;
  }
  return true;
}

function begunBy(spelled: readonly string[]): readonly Duty[] {
  return spelled.flatMap((said) => {
    const duties = [...(WHOLE.get(said) ?? [])];
    for (let n = SHORTEST; n <= Math.min(LONGEST, said.length); n++)
      duties.push(...(BEGUN.get(said.slice(0, n)) ?? []));
    return duties;
  });
}

const begunByArabic = remembered((text) => begunBy(arabicSpellings(text)));
const begunByOther = remembered((text) => begunBy(otherSpellings(text)));

const startingWith = ({ text, kind }: Token): readonly Duty[] =>
  kind === 'arabic' ? begunByArabic(text) : begunByOther(text);

/** What a text asks of whom. */
export interface Hint {
  readonly code: string;
  readonly worth: number;
}

/** Duties are looked for in so many words, which is all of nearly every text. */
const HEARD = 160;

export function dutiesIn(tokens: readonly Token[]): Hint[] {
  const found = new Map<string, number>();
  const last = Math.min(HEARD, tokens.length);
  for (let at = 0; at < last; at++) {
    const token = tokens[at] as Token;
    if (!isWord(token)) continue;
    for (const duty of startingWith(token))
      if (!found.has(duty.code) && isWhole(duty, tokens, at)) found.set(duty.code, duty.worth);
  }
  return [...found].map(([code, worth]) => ({ code, worth }));
}
