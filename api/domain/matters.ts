/**
 * What the words of a matter are about, whichever language says them: the things and doings that citizens write to
 * government about. Each line: a name, Arabic beginnings without article, English ones; Latin spellings of the Arabic are met by their
 * consonants. Pure; knows single words.
 */
import { consonants } from './consonants.ts';

const LIST = `
hole حفر/جور/مطب/هبوط hole/pothole/pit/bump
light انار/ضو/لمب/عتم/مظلم/عمود/طاف light/lamp/dark/pole
rubbish زبال/نفاي/حاوي/قمام rubbish/garbage/trash/bin/waste/container
rubble طمم/انقاض/ردم/قلاب rubble/debris/truck/dump
sewage مجاري/صرف/منهل/مناهل/فيض/فاي sewage/sewer/manhole/overflow
pipe ماسور/مواسير/تهدر/بنقط/خط pipe/leak/burst
water مي/مياه/ماي water
watercut مقطوع/انقطاع/قطع/وصل cut/off/reached/outage
tanker تنك/صهريج tanker/tank
bill فاتور/فواتير bill/invoice
meter عداد/قراء meter
power كهرب/تيار electric/power
doubled تضاعف/ضعف/مبالغ/طالع jumped/doubled/inflated/rose
dinar دينار/دنانير/ليرات/قرش/قروش dinar/jd/piaster
passport جواز passport
idcard هوي/بطاق id/card
birthdate ميلاد/ولاد birth/born
wrong غلط/خطا/خاط/اغلاط wrong/error/mistake/misread
namew اسم/الاسم name
lost ضاع/فاقد/ضايع lost/missing/never
deed سند/قوشان deed/title
land ارض/اراضي/قطع/فراز land/plot/parcel
surgery عملي/جراح operation/surgery
postpone اجل/تاجيل/انتاجل/بتتاجل/موجل/اتاجل postpon/adjourn/delay
doctor دكتور/طبيب doctor/physician
nurse ممرض nurse
medicine دوا/ادوي/علاج/ضغط medicine/pill/drug
patient مريض/حالت patient/worse/sick
toilet حمام/دورات toilet/bathroom
clean وسخ/نظاف/قذار dirty/clean/filthy
elevator مصعد/اسانسير elevator/lift
ramp رامب/منحدر/كرسي/متحرك wheelchair/ramp
seats كراسي/مقاعد/مظل seat/chair/bench/shelter/shade
aircon مكيف/تدف/مروح/شوب/برد air/conditioner/heating/fan/cold/hot
queue دور/طابور/وقف/انتظار queue/line/stood/wait
closed سكر/اغلق/مسكر closed/shut
fivehours خمس five
four اربع four
two شهرين/اسبوعين/يومين two
months شهر/شهور/اشهر month
year سنه/عام/سنين year
shout صرخ/بصرخ/يصرخ/صيح shout/yell/scream
insult اهان/احترام/ادب insult/respect/rude
money مصاري/فلوس/باقي/مبلغ money/change/cash
bribe رشو/طلب bribe
cashier صندوق/كاش cashier
examfail رسب/فاحص/عملي failed/examiner/test
fine مخالف/غرام fine/ticket/penalty
speed سرع/بتسرع speed/fast
garage كراج/صيان/تصليح/مصلح garage/repair/workshop
trafficlight اشار/ازم signal/traffic
pension تقاعد/راتب/رواتب/معاش pension/salary/wage/pay
deduct خصم/نقص/قطعو/ناقص/اقتطاع deduct/cut/took/short/less
notice اشعار/شرح/يحكول notice/explanation/explain
allowance معون/مكافا/منح/دفع aid/allowance/stipend/payment/grant
car سيار/مركب car/vehicle
ceiling سقف/قصار/تتساقط/متصدع ceiling/roof/plaster
classroom صف/غرف classroom/class
teacher معلم/استاذ teacher
pupil طالب/طلاب/طالبات/ولاد/اطفال/اولاد pupil/student/child/kids/girls/boys
absent غياب/بتيجي/دوام/بتاخر absent/late/attend
donation تبرع donation
math رياضيات math
mark علام/تصحيح/تدقيق mark/grade/correction
exam امتحان/توجيهي exam/tawjihi
bus باص/حاف bus
taxi سرفيس/تكسي taxi/service/shared
fare اجر/تسعير/سعر/اغلى fare/price/expensive/charge
crowd ازدحام/مكتظ/يحمل/بحمل crowd/carries/packed
factory مصنع/معمل factory/plant
smoke دخان/تلوث smoke/pollut
worker عامل/عمال worker/labour/labor
threat هدد/تهديد/فصل threat/fire/dismiss
leave اجاز leave/holiday
hours ساع hour
court محكم/قضي/جلس/تنفيذ court/case/session/hearing/execution
divorce طلاق/حج divorce/deed
copy نسخ/صور copy
marriage زواج marriage/marry/wedding
approval موافق approval/approve
degree شهاد/معادل degree/certificate/equat
scholarship منح/معدل scholarship
park حديق/مرجوح/مراجيح/العاب park/swing/playground
broken مكسر/خربان/معطل/كسر/مكسور broken/damaged/out
licenceshop مهن/محل/رخص licence/license/permit/shop
busextend سريع/زيد/تمديد extend/run/brt/rapid
night ليل/مساء night/evening
stop موقف stop
parcel طرد/رسال/مسجل parcel/package/letter/registered
customs جمرك customs
airport مطار airport
border حدود border
tree شجر/حطب/سنديان tree/oak
hunt صيد/غزلان hunt/deer
beat ضرب/بضرب/مضروب/ضربو beat/hit/abuse
visit زيار/ازور visit
prison سجن/مركزاصلاح/نزيل prison/jail/inmate
lockup حبس/بحبس lock/detain
clothes اواعي/ملابس clothes
dinner عشا/طعام/اكل dinner/food
elderly مسن/ختيار elderly/old
glass زجاج glass
beach شاط beach
injury جرح cut/injured/hurt
party حفل/صال/افراح/عرس/اعراس party/hall/wedding
ticket تذكر ticket
foreigner اجنب/اجانب foreign
animal حمير/حيوان animal/donkey
tax ضريب/اقرار tax/return
refund مسترد refund
late تاخر/تاخير/مطول late/delay/stuck/pending
noise صوت/سماع/ازعاج noise/loud/speaker
gunfire عيارات/رصاص/طخ gun/shoot/shots
coffee قهو coffee
app تطبيق app/application
code رمز/باسورد code/password
pay دفع pay
mosque مسجد/جامع/مصل mosque/worship/prayer
imam امام/فجر imam/dawn
training تدريب/تدرب train/training
safety سلام/ادوات safety/tools
wife زوج/مرت wife/husband
son ابن/ولد/بنت son/daughter
father والد/اب father
mother والده/ام mother
residency اقام residency/residence
dogs كلاب/كلب/ضال dog/stray
attack هجم attack
sidewalk رصيف sidewalk/pavement
well بير/ابار/حفر well/drill
farm مزرع farm
drinkable شرب/صالح drink/fit
replace تبديل/بدل replace
storey طابق/بنا/بعمر storey/floor/build
neighbour جار neighbour/neighbor
forge حداد/مشغل forge/smith
thanks شكر/بشكر thank/grateful
family اهل/عايل family
saved انقذ/طوار saved/emergency
bread خبز/مخبز/فرن bread/bakery
weight وزن/كيلو weight
expired منتهي/صلاحي/فاسد expired/spoiled
meat لحم meat
accident حادث/حوادث accident/crash
bridge جسر/مشا bridge/pedestrian
tower برج tower
radiation اشعاع/صح radiation/health
internet نت/انترنت internet
registered سجل/مسج registered
deny رفض/راض/منع/منعو refuse/deny/reject
`;

interface Terms {
  readonly arabic: ReadonlyMap<string, string>;
  readonly english: ReadonlyMap<string, string>;
  readonly sounds: ReadonlyMap<string, string>;
}

/** Arabic words as `searchable` folds them. */
function read(list: string): Terms {
  const [arabic, english, sounds] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  for (const line of list.trim().split('\n')) {
    const [matter = '', words = '', englishWords = ''] = line.split(' ');
    for (const term of words.split('/')) {
      arabic.set(term, matter);
      const sound = consonants(term);
      if (sound.length >= 3) sounds.set(sound, matter);
    }
    for (const term of englishWords.split('/')) english.set(term, matter);
  }
  return { arabic, english, sounds };
}

const TERMS = read(LIST);

/** The longest known beginning, at least three letters (two for an Arabic word of no more). */
function byBeginning(word: string, terms: ReadonlyMap<string, string>, shortest: number): string | undefined {
  for (let n = word.length; n >= Math.min(shortest, word.length); n--) {
    const found = terms.get(word.slice(0, n));
    if (found !== undefined) return found;
  }
  return undefined;
}

const isArabic = (word: string) => /\p{Script=Arabic}/u.test(word);

/** What a word is about, if that is known; the word stands without article and particles. */
export function matterOfWord(word: string): string | undefined {
  if (isArabic(word)) return byBeginning(word, TERMS.arabic, 3);
  return byBeginning(word, TERMS.english, 4) ?? TERMS.sounds.get(consonants(word));
}
