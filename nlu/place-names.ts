/**
 * Places people name that the directory does not list: smaller towns, quarters, landmarks, and the governorates' names
 * in Latin letters, each writer's way. By governorate; only names that one governorate alone has. Knows names, no rules.
 */

const LIST: Readonly<Record<string, string>> = {
  AMMAN: `3amman | 3aman | 3mman | 3omman | جبل الزهور | Jabal Zuhour | Jabal el zuhoor | مكة مول | Mecca Mall | Mecca st | Makkah Street | Makkah st |
    share3 makka | وادي صقرة | Wadi Saqra | wadi sa2ra | Prince Hamza | Prince Hamzah | el ameer 7amza | مستشفى حمزة | بمستشفى حمزة | بالبشير | Al Bashir | Al-Bashir | el bashir | el basheer | bl basheer |
    bel basheer | Bashir | Basheer | wad el seer | wadi el seer | wadi el sir | tla3 el 3ali | tla el ali | tla3 el3ali | جبل النظيف | jabal el nathif | jabal al nadhif | jabal natheef | الجندويل | Jandaweel | Jandawil | دوار الواحة |
    dowwar el wa7a | Waha circle | الدور السابع | الدور الثامن | الدور السادس | الدور الخامس | الدور الرابع | الدور الثالث | الدور الثاني | el dowwar el door dowwar dwar     dowwar el tamen | dowwar el khames | dowwar el rabe3 | dowwar el sades | دوار الداخلية | Interior Circle | Dakhliyeh circle | dowwar el dakhliyeh | bel dakhleyyeh | الجويدة | Jweideh | Juwaida | Juweideh | jwaydeh | الرجيب |
    Rajeeb | أبو صياح | زيزيا | Ziziya | Zizya | اللبن | جبل القصور | Jabal Qusour | جبل المريخ | Jabal Mareekh | المدينة الطبية | Medical City | el madeeneh el 6ebbeyyeh | شارع الاستقلال | Istiqlal Street | شارع الأردن | Jordan Street | شارع وصفي التل |
    Gardens Street | Gardens st | wasfi al tal | دوار خلدا | Khalda circle | roundabout khalda | كوريدور عبدون | Abdoun bridge | جسر عبدون | سيتي مول | City Mall | تاج مول | Taj Mall | المصدار | وادي الرمم | وادي الحدادة | Wadi Haddadeh | نادي السباق |
    عراق الأمير | Iraq Al-Amir | الكرسي عمان | الروابي | Rawabi | وادي الشتا | Airport Street | tareeq el matar | 6aree2 el matar | bel matar | bl matar | Queen Alia | matar el malikeh 3alia | el jam3a el ordoniyeh | University of Jordan hospital |
    مجمع رغدان | Raghadan | مجمع الجنوب | مجمع طبربور | ma7a66et 3amman | المحطة عمان | ضاحية الحسين | شارع الملكة رانيا | شارع الجامعة عمان | اللويبدة | Lweibdeh | Weibdeh | lwebdeh | Luweibdeh | Jofeh | Jabal el Jofeh | Naoor | Na'ur | na3oor |
    Suweileh | Swaileh | sweile7 | swaile7 | Tabarboor | tabarboor | 6abarbour | Jubaiha | jbeiha | jbaiha | el jbeha | Shafa Badran | Marj el hamam | marj el 7amam | Sweifiyeh | swefyeh | Bayader | el bayader | Mqablein | el m2ablein | Muqablein | Qwaismeh |
    qwaysmeh | Quwaysima | el gwesmeh | Abu Nusair | abu nsair | abu nseer | Ashrafiyeh | ashrafyeh | el wi7dat | wi7dat | wehdat | Hashmi | el hashmi el shamali | Jabal el Hussein | jabal el 7usein | jabal 7ussein | Nazzal | 7ay nazzal | ras el 3ein | Um Uthaina | um othaina |
    um el summaq | um essummaq | Dabouq | Abdali | el 3abdali | 3abdali | 3abdoon | 3abdoun | shmeisani | shmesani | el shmesani | Khreibet el souq | khraybet el soo2 | Sa7ab | el mwa22ar | Muwaqar | el jeezeh | Jizah | shafa badraan`,
  IRBID: `erbed | erbid | arbed | irbed | حوفا | Hofa | Hufa | بيت يافا | Beit Yafa | bet yafa | الشلالة إربد | Shallala | الشيخ حسين | Sheikh Hussein | el sheikh 7usein | بصما | Princess Basma | el ameera basma | el amira basma | Princess Rahma |
    مستشفى الملك المؤسس | الملك المؤسس | King Abdullah University Hospital | KAUH | شارع الثلاثين | share3 el thalatheen | share3 el tlateen | دوار الثقافة | Hakama | جحفية | Juhfiyeh | حبراص | Hibras | ملكا إربد | سحم الكفارات | يبلا | Yubla |
    خرجا | كفر راكب | كفر عان | زوبيا | دير السعنة | تبنة | Tibneh | جديتا | Jdeita | Jdaita | رحابا | زحر | دوقرة | ججين | فوعرا | كفر عوان | Kufr Awan | كفر أبيل | Kraymeh | Krayma | الذنيبة | عمراوة | JUST university | el 7o9on |
    el 7uson | el 7uson camp | el hoson | Al Husn | Alhuson | el ramtha | ramtha | el rimtha | Beit Ras | bet ras | Aidoun | aydoon | idoun | el saree7 | huwara | kufr yooba | kufor yoba | kufr asad | deir abi sa3eed | der abi said | el shooneh el shamaliyeh | bani kenaneh | um qais |
    umm qais | um qays | el mazar el shamali | el aghwar el shamaliyeh | Yarmouk university | جامعة إربد | جدارا | Jadara`,
  ZARQA: `zar2a | el zar2a | zarqa | zarga | zarka | zerqa | zar8a | مدينة المجد | Majd City | Birain | Birein | beireen | bereen | sokhneh | el sokhneh | sukhneh | Dulayl | Dulail | Dhuleil | Duleil | el dlail | el Dleil | el hashmeyeh | el hashimiyeh | حي رمزي | 7ay ramzi |
    Hay Ramzi | جبل الأميرة رحمة | شارع السعادة | el sa3adeh street | Saadeh Street | البتراوي | Batrawi | جناعة | Jannaa | شومر | Shomar | أبو الزيغان | المنطقة الحرة الزرقاء | Zarqa Free Zone | قصر شبيب | مستشفى الزرقاء | مستشفى الأمير فيصل | Prince Faisal Hospital | Prince Faisal |
    rseifeh | rusaifeh | Russaifa | Russeifa | Ruseifa | el rusayfeh | resaifeh | el rseifa | rosaifa | azra2 | el azraq camp | 3awajan | Ghwairiyeh | Ghweriyeh | el ghwayriyeh | jabal tare2 | el zar2a el jdeedeh | zarqa el jdeedeh | New Zarqa | الزرقا الجديدة | مصنع الحديد الزرقاء | الزواهره |
    Petroleum refinery`,
  BALQA: `el sal6 | sal6 | el salt | essalt | bal2a | el bal2a | balqaa | رميمين | Rmeimeen | Rumaymin | Rmemeen | el ba2 3a | el baq3a | baq3a | Baqa camp | Baqaa | Baqah camp | el ba2aa | كفر هودا | Kufr Huda | ضرار | جسر الملك حسين | Allenby | King Hussein bridge | الرامة |
    أم جوزة | Deir Allah | deir 3alla | der 3alla | Dair Alla | Fuhais | fo7ais | el fu7eis | fuhays | Mahes | ma7es | 3ein el basha | ein el basha | ain el basha | el shooneh el janoobiyeh | el karameh | Sweimeh | el ba7r el mayyet | Dead Sea | swemeh | Safoot | el 3ardah |
    el aghwar el wosta | مستشفى الحسين بالسلط | Hussein Salt | حدائق الملك عبدالله السلط | Al-Balqa Applied`,
  MADABA: `madaba | mad2aba | مكاور | Mukawir | Makawer | Machaerus | makaver | mkawer | Faisaliah | el faysaliyeh | مستشفى النديم | النديم | el nadeem | Nadim Hospital | Theeban | theeban | zeeban | Dhiban | dhiban | عريض مادبا | ma3een | Nebo | jabal nebo |
    maleeh | Mlaih | شارع الملوك مادبا | mosaic map`,
  KARAK: `karak | el karak | ghor el mazra3a | ghor mazraa | Ghor Safi | ghor el safi | el ghor el safi | Ghor es Safi | Ghor el Haditha | مدين الكرك | السماكية | Smakieh | حمود الكرك | صرفا | شيحان | Shihan | ذات راس | Dhat Ras | that ras | كثربا | Kathrabba |
    الموجب | Mujib | mo2ta | mutah | mu'ta | mutta | mo'ta | el 2a9er | el qaser karak | el rabbeh | Rabba | Faqqu | fa22oo3 | Qatrana | el 2a6raneh | qatraneh | el mazar el janoobi | el lajjoon | b 3ayy | 3ay karak | el thaniyyeh`,
  TAFILA: `tafileh | el tafileh | 6afileh | el 6afeeleh | tafeeleh | tafila | tafeela | et tafila | Buseira | Bseira | bsaira | Buseirah | Bosaira | Ain Beida | Ain el Beida | 3ein el beida | el 3een el bayda | الحسا | 7asa | el 7asa | el hasa | Hasa | غرندل | Gharandal | صنفحة | Sanfaha |     الرشادية | Rashadiya | rashadiyeh | Dana reserve | 3eimeh | Eima | qadisiyeh tafila`,
  MAAN: `ma3an | m3an | Ma3aan | Siq | the Siq | السيق | High Place | الشيدية | Shidiya | Shidiyeh | البيضا البترا | Little Petra | وادي موسي | wadi mousa | Wadi Moussa | wadi mosa | batra | el batra | Petra | Shawbak | Shoubak | Showbak | el shawbak | el jafer | al jafr | jaffr | Mraigha |
    Uthruh | el 7seiniyeh | Monastery trail | الدير البترا`,
  AQABA: `3a2aba | el 3a2aba | 3aqaba | el 3aqaba | 3agaba | aqabeh | el aqabeh | akabeh | 3a2abeh | el 3a2abeh | wadi yutum | Wadi Al Yutum | wadi el yotom | أيلة | Aqaba port | mina el 3a2aba | الشلالة العقبة | Bir Mathkour | تتن | Titin | Wadi Ram | wadi ramm | wadi rumm | Disi | el deeseh |
    el qweireh | Qweira | quwayra | 3araba border | el sha6e2 el janoobi`,
  MAFRAQ: `mafra2 | el mafra2 | mafraq | mafrag | el mafrag | mafrak | Jaber crossing | jaber border | jamarek jaber | 7dood jaber | Jabir | Zaatari camp | el za3tari | za3tari | zaatri | Umm Al Quttein | Um Quttein | um el 2o66ein | Umm el Jimal | umm al jimal | um el jmal | um el jimal | rwaished | ruwayshid | rweished | Ruwaished |
    el rwaished | ruwaishid | Safawi | el safawi | حدود الكرامة | Karameh border | Karama border | Trebil | الباعج | ثغرة الجب | روضة بسمة | الدجنية | Bal3ama | balama | el khaldiyeh | Khalidiya | sama el sar7an | 7osha | saba7a | مخيم الزعتري`,
  JERASH: `jarash | jarrash | jerash | Oval Plaza | el sa7a el baydawiyeh | Hadrian | Artemis | مخيم سوف | Souf camp | مقبلة | كفر خل | Kufr Khal | Sakeb | sakeb | Raimoun | raymoon | Kittah | el katteh | Burma Jerash | el mastabeh | Mustaba | Dibeen | debbeen | 8af8afa | gafgafa | Qafqafa | el me3rad`,
  AJLOUN: `3ajloon | 3ajlon | 3ajloun | 3ajlun | ajloon | ajlon | Ras Muneef | ras mneef | مستشفى الإيمان | Iman Hospital | el iman hospital | Al-Iman | اوصرة | صنعار | الهاشمية عجلون | Ishtafeina | eshtafeena | kufrinjeh | kufranjeh | kofranjeh | kufrenjeh | Kufrinja | 3anjara | anjarah | 3ein janna | 3ebbeen | ibbeen | Ebbin |
    wahadneh | el wahadneh | kherbet el wahadneh`,
};

/** Names by governorate. */
export const MORE_PLACES: readonly (readonly [string, readonly string[]])[] = Object.entries(LIST).map(
  ([code, names]) => [code, names.split('|').map((name) => name.trim())],
);
