/** Emergencies as people shout, write and say them, none missed; the same words in everyday use, none taken for one. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seedDirectory } from '../../nlu/seed-directory.ts';
import { createUnderstanding, loadModel } from '../../nlu/understand.ts';

const folder = new URL('../../nlu/weights/', import.meta.url);
const model = loadModel({
  header: readFileSync(new URL('model.json', folder)),
  binary: readFileSync(new URL('model.bin', folder)),
});
const understand = createUnderstanding(model);
const context = { directory: seedDirectory(), now: '2026-06-01T12:00:00+03:00' };
const actOf = (text: string) => understand(text, context).act.value;
const lines = (text: string) => text.trim().split('\n');

const DANGER = lines(`
في نار طالعة من شباك جارنا بالطابق الثالث
المصنع بحترق والعمال جوا
شب حريق بالغابة وقرب عالبيوت
بلشت النار تاكل بالزيتون عنا
السيارة ولعت وفيها ناس
دخان كثيف طالع من مدرسة البنات
انفجرت جرة غاز بالمطبخ وامي محروقة
شامين ريحة غاز بكل العمارة ومش عارفين شو نعمل
تسرب غاز قوي بالمحل
صار حادث عالصحراوي وفي ناس محشورين بالسيارة
باص مدرسة انقلب وفي طلاب مصابين
دعسوا ولد قدام المدرسة وهو بنزف
تريلا دخلت بسيارتين والناس بتصرخ
جوزي ماسك سكينة وبده يقتلني
عم يضرب اولاده وصوتهم واصل لعنا
جارنا بضرب مرته هسا وهي بتصرخ
اخوي عم بضرب امي الحقوني
في هوشة كبيرة بالسلاح عند الدوار
طخ نار بالعرس وفي ولد تصاوب
واحد ملثم معه مسدس داخل عالصيدلية
حرامي جوا الدار وانا لحالي مع الاولاد
خطفوا بنتي من قدام البيت
بنتي عمرها ٤ سنين ضايعة من ساعتين
ابني انحبس بالسيارة والشمس قوية ومش عم يرد
طفل وقع بخزان المي
ولد غرقان بالمسبح
السيل جرف سيارة وفيها عيلة
احنا محاصرين بالمي والمي بترتفع
العمارة انهارت وفي ناس تحت الردم
سقف الصف وقع عالطلاب
انهار الجدار على عامل
عامل انكهرب ومش عم بتحرك
سلك كهرباء واقع على ولد
ابوي غاب عن الوعي ومش راضي يصحى
امي مش قادرة تتنفس
زوجتي بتولد بالسيارة
الختيار جارنا صارله جلطة
ابني بلع حبوب الضغط كلها
بنتي شربت كلور
افعى لدغت ابني
بدي انتحر
ما بدي اعيش ورح انهي حياتي
واحد واقف عالجسر وبده ينط
صديقي كتب انه بده يموت حاله الليلة
اختي قطعت ايدها بالموس وعم تنزف
انا محبوسة بالغرفة وابوي بهددني بالقتل
محبوسين بالاسانسير من نص ساعة وفي ختيار تعبان
نرجو إرسال سيارة إسعاف فورا، والدي فاقد للوعي
يوجد حريق كبير في مستودع بمنطقة سحاب
وقع حادث تصادم على طريق المطار وهناك إصابات بالغة
أتعرض للضرب الآن من زوجي وأخشى على حياتي
طفلة تتعرض للتعذيب في الشقة المجاورة وصراخها مستمر
انهار مبنى سكني في جبل الجوفة
غرق شخص في سد الملك طلال
هناك شخص مسلح يطلق النار في السوق
أشعر برغبة في إنهاء حياتي
تسمم عشرات الأطفال في الروضة وهم يتقيؤون
اه يعني احنا هون في حريق اه بالعمارة والدخان عبا الدرج
الو الو في واحد عم بموت عنا الحقونا
الحقونا في نار بالدار
بسرعة بسرعة ابني مختنق ازرق لونه
فيه رجال يتهاوشون بالسكاكين عند المخبز
شوفوا في قنبلة او شنطة غريبة عند الباب وفيها اسلاك
7aree2 bel 3emara w el nas 3al ba6e7
fi 7are2 kbeer b mostawda3 elsa7ab
el bait bi7tere2 el7a2oona
elna7de elna7de sayara walla3at
7adeth seer 3al matar w fi masabeen
sar 7ades w wa7ad byenzef
jozi 3am bedrobni hala2
fi wa7ad ma3o sekkeen bel share3
6a5 nar jamb el madraseh
ebni wa2e3 bel beer
abooy mesh 3am yetnaffas
bdi anta7er
bedi amawwet 7ali
re7et ghaz 2awiyeh bel shaqqah
el seel a5ad sayara
wa7ad kahrabo el selek w mesh bet7arrak
3am yedrob awlado w bysarkho
There's a fire in the building next door
Smoke is coming out of the school windows
my kitchen is burning
gas leak in our apartment
I can smell gas strongly in the stairwell
a bus overturned and kids are hurt
someone got run over in front of the bakery and is not moving
my husband is hitting me please send the police
my dad has a gun and says he'll shoot us
there is a man breaking into my house
my daughter is missing, she is five
a boy is drowning in the canal
floodwater is sweeping a car away
the building collapsed and people are trapped
a worker was electrocuted and he is not breathing
my mother is unconscious
my father is having chest pain and can't breathe
my son swallowed pills
I want to kill myself
I am going to end it tonight, I can't go on
my friend says she will kill herself
they are beating a child in the apartment above us now
he locked me in and took my phone, he says he will kill me
shots fired near the roundabout
call an ambulance quickly
um hello there's uh there's been a crash and this guy is bleeding a lot
two men with knives are fighting outside
help help
`);

const CALM = lines(`
طوارئ المستشفى كانت وسخة
استنيت بالطوارئ ٦ ساعات ولا حدا شافني
دكتور الطوارئ كان محترم شكرا
الأسعار نار والحكومة نايمة
فاتورة الكهربا ولعت معنا هالشهر
بدي شهادة سلامة حريق للمطعم من وين بطلعها
رسوم تفتيش الدفاع المدني للحريق كم
قلبي محروق من هالمعاملة
حرقتوا دمي بالانتظار
مت من الانتظار
بموت وبشوف موظف مبتسم
قتلتوني بالمشاوير
الموظف قتلني بكلامه
راح عمري وانا استنى
ضاع دوري بعد ساعتين
ضاعت هويتي وانا بالسوق
ابني ضاع حقه بالمنحة
ابني ضاعت عليه سنة بسبب المدرسة
انكسر قلبي من معاملتكم
المدير بطخ حكي كبير
طخيت مشوار من الكرك لعمان عالفاضي
نار الغلا اكلتنا
الغاز غالي كثير
متى بتوصل سيارة الغاز عالحارة
جرة الغاز كم سعرها
رخصة محل غاز شو اوراقها
الكهربا مقطوعة من مبارح
بدي اشتكي على حفرة بالشارع
صار معي حادث قبل شهر ولسا ما اخذت الكروكا
تقرير الحادث بده اسبوعين ليش
كم رسوم تقرير حادث السير
مخالفة حادث مش الي
تعويض اضرار الحريق متى بصرف
احترقت شقتنا السنة الماضية ولسا ما حدا عوضنا
بشكر الدفاع المدني على سرعة اطفاء الحريق
شكرا للاسعاف انقذوا ابوي الاسبوع الماضي
الضرب في المدارس ممنوع بس بصير
المعلم ضرب ابني مبارح بالصف
مدرسة ابني فيها عنف بين الطلاب
ليش الشرطة ما بتمنع اطلاق العيارات بالاعراس
اقترح دورات اسعاف اولي بالمدارس
اقترح انذار حريق بكل عمارة
وين بدفع فاتورة المي
المي غرقت الشارع من ماسورة مكسورة
الشارع غرقان من المجاري
الدخان بالمستشفى ممنوع والموظفين بدخنوا
دخان الباصات خنقنا
مصنع دخانه بلوث الهوا بالزرقا
بدي رقم الطوارئ للكهربا
خط الطوارئ لشركة المياه ما برد
بدي اعرف شروط رخصة سلاح
سجلوا سلاحي باسمي وين اروح
فصلوني من الشغل وهاي جريمة
السكين بالمسلخ مش نظيفة
سقط اسمي من كشف الحج
وقع الموظف على الورقة غلط
وقع علي ظلم من لجنة التعيين
انهار السيستم وانا بالدور
السيستم واقع من الصبح
موقع التوجيهي وقع
انفجرت من العصبية
هاي مهزلة رح انفجر
طفح الكيل
الوضع خطير بصراحة بالخدمات
el as3ar nar ya jama3a
esta3malt tafayet 7aree2 w bdi ashof wein a3abiha
6aware2 el mostashfa wes5a
mot w ana bastanna
feeh 7ofra kbeere bel share3
fire certificate renewal fees?
I was fired unfairly
the emergency department was filthy
How do I get the accident report from last week?
prices are killing us
I'm dying of boredom in this queue
the staff killed my patience
the water company's emergency line never answers
where do I renew my gun licence
thanks to the ambulance crew who saved my dad last month
the fire alarm inspection took two months
the smoke from the factory enters our houses every day
a burning smell of rubbish every night, the municipality burns it
my ID was stolen last week, what do I do
my passport is lost
the website crashed while I was paying
the system crashed again
bridge is closed after the accident last year
suggest adding fire exits to the school
`);

describe('emergencies', () => {
  it.each(DANGER)('%s', (text) => {
    expect(actOf(text)).toBe('emergency');
  });
});

describe('no emergency, for all its words', () => {
  it.each(CALM)('%s', (text) => {
    expect(actOf(text)).not.toBe('emergency');
  });
});
