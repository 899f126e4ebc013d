/*-------------------------------------------------------------------------
 *
 * match_nickname_table.h
 *	  Which given names are short for which; looked up by match_name.c.
 *
 * Made by test/tools/match_nickname_table.py: change that, not this.
 * The names are those of https://github.com/carltonnorthern/nicknames,
 * licensed under the Apache License, Version 2.0
 * (http://www.apache.org/licenses/LICENSE-2.0); they were put into another form.
 *
 *-------------------------------------------------------------------------
 */
#ifndef MATCH_NICKNAME_TABLE_H
#define MATCH_NICKNAME_TABLE_H

#define NICKNAME_COUNT 2160
#define NICKNAME_MOST 8

/* All names in order, one after the other. */
static const char nickname_pool[] =
	"aaronababbeabbeyabbiabbieabbigailabbigaleabbyabeabednegoabelabielabigailabigaleabijahabnerabraha"
	"mabramabsalomadaadalineaddieaddisonaddyadelaadelaideadelbertadeleadelineadelphiaadenaadieadinaad"
	"oadolphadolphusadriadrianadrianeadrienneagaagathaaggyagnesaileenalalanalansonalastairalazamaalbe"
	"rtalbertaaldoaldrichalecalekaleksandralenalevaalexalexanderalexandraalexandriaalexisalfonsealfre"
	"dalfredaalfyalgernonalgyalialicealiciaalinealisonalixalixandraallaallanallenallieallisandraallis"
	"onallyallysonallyssaalmenaalminaalmiraalonzoalphiniasalphusaltheaalvertaalyssaalzadaamabelamanda"
	"ambroseameliaamosamyanaanastasiaanceandersonandiandreandreaandrewandrianeandyangelangelaangelica"
	"angelikaangelinaangeliqueangieannannaanneannetteannieanseanselanselmantanthonyantoinetteantoniaa"
	"ntonioappappieappolineappyaquillaaraarabellaarabellearamintaarchibaldarchiearchillesariariadnear"
	"ieariellearillaaristotlearizonaarlenearlyarmandaarmenaarmidaarmildaarmindaarmintaarniearnoldaron"
	"arryartartelepsaartemusarthurarthusaarzadaasaasahelasaphasenathashashleyashlyasseneathyaubreyaud"
	"reeaudreyaugustaugustaaugustinaaugustineaugustusaureliaaurillaaustinavarillaazariahazebabbabsbar"
	"barabarberybarbiebarbybarnabasbarneybarrettbartbartelbartholomewbarticusbasilbatbazaleelbeabeatr"
	"icebeccabeckbeckybedabedeliabedneybeedybelabelindabellbellabellebenbenedictbenjaminbenjybenniebe"
	"nnybernardberneyberniebernyberrybertberthabertiebertrambertrandbessbessiebethbethenabetsybettybe"
	"vbeverlybezaleelbiasbiddiebiddybigebillbilliewilhelmbillybirdiebirtieblanchebobobbobbiebobbyboet"
	"iusbradbradfordbradleybradybrandybreannabreebreeannabrendabribrianbrianabriannabridgetbridgiebri"
	"dgitbridiebrinabrittbrittanybrittneybrittniebroderickbrodybrosebryanbryannabryantburenburtcageca"
	"itcaitlincaitlyncaitycalcaldoniacalebcalicaliforniacalistacalliecalliedonacallycalpurniacalvinca"
	"mcameroncamilecamillecammiecampbellcandacecandycarlcarlacarlottacarltoncarlycarmcarmelliacarmelo"
	"carmoncarolcarolanncarolecarolinecarolyncarricarriecarthaettecaseycaspercasscassandracassidycass"
	"iecaswellcatherinecathleencathyceciliacedcedriccelesteceliacelindaceneceniachancharcharitycharle"
	"scharliecharlottecharmchatchaunceychellechelseychelsiecherchericheriecherylchesleychesterchetchi"
	"ckchloechrischrissychristachristianchristianachristianochristinachristinechristofferchristophchr"
	"istopherchristychuckcicelycillacillecinderellacindycinthacissyclaasclaesclairclaireclaraclarecla"
	"renceclarindaclarissaclaudclaudiacleatcleatusclemclementclementinecliffcliffordcliftoncloclumcoc"
	"ocolecoliecolumbusconconnieconnyconradconstancecoracordeliacordycoreycorinnecorneliacorneliuscor"
	"niecornycorycourtcourtneycratecreaseycrissycryscrystalcurgcurtcurtiscycynthiacyphoruscyreniuscyr"
	"usdaceydaciadahldaishadaisydaldaltondandanidanieldanielledanndannydaphdaphiedaphnedarkeydarlened"
	"arrydavedaveydaviddaydayciadeadeannedebdebbiedebbydeboradeborahdebradeedeedeedeenadeidredeldelbe"
	"rtdelfdeliadelilahdeliusdeliverancedelldelladellydeloresdelphadelphidelphiadelphinedemarisdemeri"
	"asdemocratesdenadenniedennisdennisondennyderekderickderrekderrickdeuteronomydidiahdiandianadiane"
	"diannediceydiciedickdickiedickondicksondickydicydididillydinaditeditusdobdobbindodadollydolphdom"
	"domenicdominicdominickdominicodondonadonalddonatodonnadonniedonnydonovandonydoradorcusdorindador"
	"isdorotheadorothydorthadosiadosiedossiedotdothadottiedottydougdouglasdredreadrewdrinadrusilladun"
	"candunkdutchdutydycedychedyerearnestebebbieebenebenezerededdieeddyedgaredieedithedmondedmundedna"
	"ednyeduardoedwardedwinedwinaedyeedythedytheeffieeffyegberteightaeileenelelaineelbertelbertsoneld"
	"oraeleanoreleazerelenaelenorelieliaselijaheliphaleleliphaletelisaelishaelizaelizabethellaellenel"
	"lenderellieellswoodellyelminieelmiraelnoraeloiseelouiseelseyelsieelswoodelvieelviraelwoodelysiae"
	"lzeememanuelemelineemilemilyemmaemmanuelemmyenneepaphroditiusephephraimeppaepseyerasmusericerica"
	"erickerickaerikaerinernaernesternestineernieerwinesesenethessaessieessyestellaestelleestherettae"
	"ttyeudicyeudoraeudoriseugeneeuniceeuphemiaeurydiceeustaciaevevaevalineevanevangelineeveevelinaev"
	"elynexieexperienceezezekielezideenezrafaithfalfalconfallfalliefallonfallyfalonfannyfarmboyfatefa"
	"yfelfelifeliciafelicityfelixfeltiefeltyferbieferdieferdinandferdinandofideliafiefieldfififinafio"
	"nafionnaflickflofloraflorenceflossyfloydfordfranfrancesfranciefrancinefrancisfrankfrankiefrankli"
	"nfranklindfrankyfranniefrannieyfrannyfredfredafreddiefreddyfredericafrederickfrederickafriedafri"
	"tzfronafroniafronygabbygabegabrielgabriellagabriellegailgaregarethgarrattgarretgarrettgarrigarri"
	"ckgarrygarygatsygaygeegenegenevievegeoffgeoffreygeorgegeorgiageorgianageorgiegeorginegeraldgeral"
	"dinegerhardtgerigerrigerriegerrygertgertiegertrudegilgilbertginagingerginnygiogiovanniglenglenng"
	"loriaglorygorygovernorgoviegreengreenberrygreggregggreggorygregorygretagretchengrettagriseldagri"
	"sselgumgusgussiegustavusgwengwendolynhaileyhalhalliehamhamiltonhankhannahhaphapsharmanharoldharr"
	"ietharrisonharryhartyhaseltinehassiehattiehayleehaylenhayleyheatherheidihelenhelenaheleneheloise"
	"hennyhenriettahenryhephsibahhepsibahherbherberthermanhermiehermionehessyhesterhettyhezhezekiahhi"
	"elhilaryhillaryhipsbibahhipsiehiramhittyhobhobkinhodahodgehodiehodyhoneyhonorhonorahophopkinshop"
	"phoracehorryhortensehoseahoseyhosiehowardhowiehubhuberthughhumeyhyianibiggyignatiusignatzioikeim"
	"manuelinaindiaindieindyinezionaireneirvirvinirvingirwinisaacisabelisabellaisabelleisadoraisadore"
	"isaiahisidoreissyivaivanivyizzyjaapjackjackiejacksonjacobjacobusjacquelinejacquijaelinjaelynjaho"
	"dajailynjakejakobjalenjamesjameyjamiejanjanejanetjanicejaniejannettjapjasperjayjayejaylinjaylynj"
	"aymejeanjeanettejeannejeanniejebjebadiahjedjedediahjedidiahjeffjeffereyjeffersonjefferyjeffreyje"
	"hieljehujemjemimajenjennjennetjennijenniejenniferjennyjeremejeremiahjeremyjeritajerryjessjessica"
	"jessiejettiejezjezzajilljillianjimjimmiejimmyjincyjinsyjojoanjoannjoannajoannejockjodijodyjoejoe"
	"yjohannjohannajohannahjohannesjohnjohnathanjohnathonjohnnyjohnyjonjonathanjonathonjonniejonnyjos"
	"josephjosephinejosettajoseyjoshjoshuajosiahjosiejosophinejoyjoycejrjuanitajudjudajudahjudejuderj"
	"udijudiejudithjudsonjudyjulejulesjuliajulianjuliasjuliejunejuniejuniorjuniusjustinjustinajustonj"
	"ustuskaitkaitiekaitlinkaitlynkaitlynnkalikallikamkameronkarakarikarlakatarinakatekatelinkatelynk"
	"atherinekathleenkathrynkathykatiakatiekatykaykayekaylakelleykellikelliekellykenkendallkendrakend"
	"rickkendrikkenjkenjikennakennethkennykentkenzykerrikerrykevkevinkeziahkiahkillkilliskimkimberley"
	"kimberlikimberlykingkingsleykingstonkissykitkittiekizzakizziekriskristelkristenkristinkristinekr"
	"istoferkristofferkristopherkristykymkymberlylafayettelaffielainielamontlanlanilannalannylansonla"
	"odicialarrylatishalauralaurellaurenlaurencelaurielaurindalaurynlavedalavernelavinalavinialavonia"
	"lavonnelawrencelawrielazarlealeafaleahleannelecurgusleeleetleftleilanilemlemuellenlenalennielenn"
	"ylenoraleoleonleonardleonidasleonoraleonoreleroyleslesleyleslielessielesterletitialetticelettiel"
	"evelevilevicylevonelevylewislexiliasliblibbylidialifeligelillilalileylillahlillianlillylilylinal"
	"incolnlindalindsaylindseylindsielindsylindylineaulinklionellisalishlissalissialittlelittleberryl"
	"ivializlizalizzielizzylloydlodiloislolalollylonlonnielonnylonzoloomieloreleilorenlorenzolorettal"
	"orilorielornelorrainelorrielorrylottalottieloulouielouislouisalouiselouvinialulucaslucialuciaslu"
	"cillelucinalucindaluciuslucretialucyluellalukelulalunettaluraluranalutherlyddylydialyndonlynnmab"
	"elmacmackmackenziemaddimaddiemaddisonmaddymadelinemadelynmadgemadiemadisonmaemaegenmagdamagdalen"
	"amagdelinamaggiemaggymahalamaisiemakaylamalmalachimalcmalcolmmalindamallymamiemandamandiemandyma"
	"nervamannymanoahmanolamanthamanuelmarcmarciamarciemarcusmargaretmargarettamargaritamargemargerym"
	"argiemargomargueritemargymariamariahmarianmariannamariemariettamarilynmarionmarismarissamarjorie"
	"markmarnimarniemarshamarthamartinmartinamartinemartymarvmarvinmarymasamasayukimatmathewmathildam"
	"atildamattmatthewmatthewsmatthiasmattiemattymatymaudmaureenmauricemavemaverymavinemaxmaximilianm"
	"aximillianmaxinemaxwellmaymcmckennameakamedorameesmegmeganmeghanmehitabelmelmelaniemelchizedekme"
	"liamelindamelissamelliamelliemellonymellymelomelodymelvinmelvinamenamenaalmenamercedesmercimercy"
	"mertmervmervinmervynmettameusmicahmicajahmichaelmichealmichellemickmickeymickymiddiemiddymidgemi"
	"ggymiguaelmiguaellmiguailmiguaillmiguaylmiguayllmiguelmiguellmikemikeymikymildredmillicentmillie"
	"millymimamimiminamindiemindyminervaminiteminniemintymiramirandamiriammissymitchmitchellmittiemit"
	"tymitzimitziemockmolliemollymonamonetmonicamonnamonniemontemonteleonmontesquemontgomerymontymore"
	"ymorrismortmortimermosemosesmossmurmurielmyramyrtmyrtimyrtlenabbynacenadanadinenaldonannancynand"
	"onannynaominapnapoleonnappynatnatalienatashanatenathannathanielnatiusnattynaznedneilnelianellnel"
	"lenellienellynelsnelsonnervanervienessanettanettienewtnewtonnibnibbynicniceynicholasnicholenicho"
	"lettenicienicknickeynickinickienickyniconicodemusnicolasnicolenielnikkinikolasnikolenitanoahnoel"
	"nolenollienonienonnienoranorahnorbertnorbunorbusamtenorbynormnormannorrynowellobadiahobedobediah"
	"obedienceobieoctaviaodeodellodoolaoliveoliveroliviaollieolphomionaoneonicyphorousonieonnieophior"
	"aorillaorlandoorpheliaosaforumosaforusossyoswaldoteothaotisozzypaddypampamelapandoraparmeliapars"
	"unypartheniapasooniepatpatepatiencepatriciapatrickpatsypattipattypaulpaulapaulinapaulinepegpeggi"
	"epeggypelegrinepenelopepeniepennypercivalpercyperegrinepermeliapernettaperrypersephonepetepeterp"
	"etronellapheliaphenapheneypheniepherbiapheribaphilphiladelphiaphilanderphiletusphilindaphilipphi"
	"lipinaphillipphillyphilomenaphoebepinckneypinkpippleasantplespocahontaspokeypollyposthumaprespre"
	"scottpriscillaprissyprovidenceprovyprudenceprudypruequilquillaquillierachaelrachelrafarafaelaral"
	"phramonarandallrandirandolfrandolphrandyraphaelrasmusrayraymondrazerearebarebeccareeregreggiereg"
	"inareginaldreliefrellarenrenareniusrennyrettareubenreynoldrhettrhodarhodellarhynarhynieriahrianr"
	"ianericardorichrichardricherichierickrickarickeyrickierickyriennerillarillyrissaritarobrobbierob"
	"byrobertrobertarobertorobyrodroddyroderickrodgerrodierodneyrogerogerrolandrolfrollorollyronronal"
	"dronieronnaronnieronnyrosarosabelrosabellarosaennrosaennarosalindarosalynroscoeroseroseannrosean"
	"naroseannerosemarierosemaryroseyrosierosinarossroxroxaneroxannaroxanneroxieroyrozruberudolphrudo"
	"lphusrudyrumintarupertrussrussellrustyryryansabrinasadiesafiesafieelsalsallysalmonsalomesalvador"
	"samsamanthasammysampsonsamsonsamuelsamyrasandrasandysanfordsarasarahsarillasaulsavannasavannahsc"
	"eeterscottscottiescottysebsebastiansebbyseeselmaseneseniesephsephyserenasereneserillaseymourshas"
	"hainasharonshaunshawnshaysheilashelsheldonshelleyshellieshellysheltonshelyshersherisheridansherr"
	"isherrysherrylsherylshirlshirleysisibbellsibbiesibbillasidsidneysigsigfiredsigfridsigismundsilas"
	"silencesillasilvestersimeonsimonsinasinahsionsisslysmithsmittysocratessolsollysolomonsondrasonni"
	"esonnysophiasophiesophroniasquatstaceystacistaciastaciestacystalsteffisteffiestellastephstephans"
	"tephanistephaniestephanystephenstephiestephinestevestevensteviestustuartsuesukeysukisulasuliesul"
	"livansullysusansusannahsusiesuzannesuzieswenesysybillsydsydneysylsylvanussylvestersyphoroustabby"
	"tabithataltamarratamitammietammytamzinetanafratannytashtashatashietavetaviatedteddyteenytellytem"
	"perancetempytenseyterenceteresateriterriterrieterrytesstessatessiethadthaddeusthanthaneytheotheo"
	"doratheodoretheodosiatheodosiustheophilustheothatheresathiasthirzathomthomasthomasathursathystib"
	"bieticktifftiffanytiffytilfordtillatillietillytimtimmytimothytinatinetishtishatitiatobiastobytom"
	"tommytonytoritorietorritorrietorytracitracietracytrannietranquillatriciatrinatrishtrishatrixtrix"
	"ietrudytryphenauniceuriahursulavalvalentinavalentinevalerivalerievallievanvanburenvandaliavaness"
	"avangievannavannievedavernaverniseevernonveronicavertvessievestvestervetvivicvickivickievickyvic"
	"torvictoriavicyvijvijayvinvinavincevincentvincenzovineyvinnievinnyvinsonviolaviolettavirdievirgi"
	"niavirgyvivvivianvonvonnavonniewaldowallacewallywaltwalterwashwashingtonwebbwebsterwenwendyweswe"
	"sleywestwestleywilwilberwilburwildawilfredwilhelmwilhelminawillwilliamwilliewilliswillywilmawils"
	"onwinwinfieldwinifredwinnetwinniewinnifredwinnywintwintonwoodwoodrowwoodywynchayeonayoshiyoshihi"
	"koyulyulanyvonnezaczachzachariahzacharyzacheryzachyzackzadazaddizadiezadockzakzakkzayzebzebedeez"
	"edzedediahzeelyzekezephzephaniahzolly"
	;

/* Where each begins, and the end. */
static const uint16_t nickname_at[2161] = {
	0, 5, 7, 11, 16, 20, 25, 33, 41, 45, 48, 56, 60, 65, 72, 79, 85, 90, 97, 102,
	109, 112, 119, 124, 131, 135, 140, 148, 156, 161, 168, 176, 181, 185, 190, 193, 199, 207, 211, 217,
	224, 232, 235, 241, 245, 250, 256, 258, 262, 269, 277, 284, 290, 297, 301, 308, 312, 316, 325, 329,
	334, 338, 347, 356, 366, 372, 379, 385, 392, 396, 404, 408, 411, 416, 422, 427, 433, 437, 446, 450,
	455, 460, 465, 475, 482, 486, 493, 500, 506, 512, 518, 524, 533, 539, 545, 552, 558, 564, 570, 576,
	583, 589, 593, 596, 599, 608, 612, 620, 624, 629, 635, 641, 649, 653, 658, 664, 672, 680, 688, 697,
	702, 705, 709, 713, 720, 725, 729, 734, 740, 743, 750, 760, 767, 774, 777, 782, 790, 794, 801, 804,
	812, 820, 828, 837, 843, 852, 855, 862, 866, 873, 879, 888, 895, 901, 905, 912, 918, 924, 931, 938,
	945, 950, 956, 960, 964, 967, 976, 983, 989, 996, 1002, 1005, 1011, 1016, 1023, 1026, 1032, 1037, 1043, 1047,
	1053, 1059, 1065, 1071, 1078, 1087, 1096, 1104, 1111, 1118, 1124, 1132, 1139, 1142, 1145, 1149, 1156, 1163, 1169, 1174,
	1182, 1188, 1195, 1199, 1205, 1216, 1224, 1229, 1232, 1240, 1243, 1251, 1256, 1260, 1265, 1269, 1276, 1282, 1287, 1291,
	1298, 1302, 1307, 1312, 1315, 1323, 1331, 1336, 1342, 1347, 1354, 1360, 1366, 1371, 1376, 1380, 1386, 1392, 1399, 1407,
	1411, 1417, 1421, 1428, 1433, 1438, 1441, 1448, 1456, 1460, 1466, 1471, 1475, 1479, 1492, 1497, 1503, 1509, 1516, 1518,
	1521, 1527, 1532, 1539, 1543, 1551, 1558, 1563, 1569, 1576, 1580, 1588, 1594, 1597, 1602, 1608, 1615, 1622, 1629, 1636,
	1642, 1647, 1652, 1660, 1668, 1676, 1685, 1690, 1695, 1700, 1707, 1713, 1718, 1722, 1726, 1730, 1737, 1744, 1749, 1752,
	1760, 1765, 1769, 1779, 1786, 1792, 1802, 1807, 1816, 1822, 1825, 1832, 1838, 1845, 1851, 1859, 1866, 1871, 1875, 1880,
	1888, 1895, 1900, 1904, 1913, 1920, 1926, 1931, 1939, 1945, 1953, 1960, 1965, 1971, 1981, 1986, 1992, 1996, 2005, 2012,
	2018, 2025, 2034, 2042, 2047, 2054, 2057, 2063, 2070, 2075, 2082, 2086, 2091, 2095, 2099, 2106, 2113, 2120, 2129, 2134,
	2138, 2146, 2152, 2159, 2166, 2170, 2175, 2181, 2187, 2194, 2201, 2205, 2210, 2215, 2220, 2227, 2234, 2243, 2253, 2263,
	2272, 2281, 2292, 2301, 2312, 2319, 2324, 2330, 2335, 2340, 2350, 2355, 2361, 2366, 2371, 2376, 2381, 2387, 2392, 2397,
	2405, 2413, 2421, 2426, 2433, 2438, 2445, 2449, 2456, 2466, 2471, 2479, 2486, 2489, 2493, 2497, 2501, 2506, 2514, 2517,
	2523, 2528, 2534, 2543, 2547, 2555, 2560, 2565, 2572, 2580, 2589, 2595, 2600, 2604, 2609, 2617, 2622, 2629, 2635, 2639,
	2646, 2650, 2654, 2660, 2662, 2669, 2677, 2685, 2690, 2695, 2700, 2704, 2710, 2715, 2718, 2724, 2727, 2731, 2737, 2745,
	2749, 2754, 2758, 2764, 2770, 2776, 2783, 2788, 2792, 2797, 2802, 2805, 2811, 2814, 2820, 2823, 2829, 2834, 2840, 2847,
	2852, 2855, 2861, 2866, 2872, 2875, 2882, 2886, 2891, 2898, 2904, 2915, 2919, 2924, 2929, 2936, 2942, 2948, 2955, 2963,
	2970, 2978, 2988, 2992, 2998, 3004, 3012, 3017, 3022, 3028, 3034, 3041, 3052, 3054, 3058, 3062, 3067, 3072, 3078, 3083,
	3088, 3092, 3098, 3104, 3111, 3116, 3120, 3124, 3129, 3133, 3137, 3142, 3145, 3151, 3155, 3160, 3165, 3168, 3175, 3182,
	3190, 3198, 3201, 3205, 3211, 3217, 3222, 3228, 3233, 3240, 3244, 3248, 3254, 3261, 3266, 3274, 3281, 3287, 3292, 3297,
	3303, 3306, 3311, 3317, 3322, 3326, 3333, 3336, 3340, 3344, 3349, 3357, 3363, 3367, 3372, 3376, 3380, 3385, 3389, 3396,
	3398, 3403, 3407, 3415, 3417, 3422, 3426, 3431, 3435, 3440, 3446, 3452, 3456, 3460, 3467, 3473, 3478, 3484, 3488, 3493,
	3499, 3504, 3508, 3514, 3520, 3526, 3528, 3534, 3540, 3549, 3555, 3562, 3569, 3574, 3580, 3583, 3588, 3594, 3603, 3612,
	3617, 3623, 3628, 3637, 3641, 3646, 3654, 3659, 3667, 3671, 3678, 3684, 3690, 3696, 3703, 3708, 3713, 3720, 3725, 3731,
	3737, 3743, 3747, 3749, 3756, 3763, 3767, 3772, 3776, 3784, 3788, 3792, 3805, 3808, 3815, 3819, 3824, 3831, 3835, 3840,
	3845, 3851, 3856, 3860, 3864, 3870, 3879, 3884, 3889, 3891, 3898, 3902, 3907, 3911, 3918, 3925, 3931, 3935, 3939, 3945,
	3951, 3958, 3964, 3970, 3978, 3986, 3994, 3996, 3999, 4006, 4010, 4020, 4023, 4030, 4036, 4040, 4050, 4052, 4059, 4066,
	4070, 4075, 4078, 4084, 4088, 4094, 4100, 4105, 4110, 4115, 4122, 4126, 4129, 4132, 4136, 4143, 4151, 4156, 4162, 4167,
	4173, 4179, 4188, 4198, 4205, 4208, 4213, 4217, 4221, 4226, 4232, 4237, 4240, 4245, 4253, 4259, 4264, 4268, 4272, 4279,
	4286, 4294, 4301, 4306, 4313, 4321, 4330, 4336, 4343, 4351, 4357, 4361, 4366, 4373, 4379, 4388, 4397, 4407, 4413, 4418,
	4423, 4429, 4434, 4439, 4443, 4450, 4459, 4468, 4472, 4476, 4482, 4489, 4495, 4502, 4507, 4514, 4519, 4523, 4528, 4531,
	4534, 4538, 4547, 4552, 4560, 4566, 4573, 4582, 4589, 4597, 4603, 4612, 4620, 4624, 4629, 4635, 4640, 4644, 4650, 4658,
	4661, 4668, 4672, 4678, 4683, 4686, 4694, 4698, 4703, 4709, 4714, 4718, 4726, 4731, 4736, 4746, 4750, 4755, 4763, 4770,
	4775, 4783, 4789, 4797, 4804, 4807, 4810, 4816, 4824, 4828, 4837, 4843, 4846, 4852, 4855, 4863, 4867, 4873, 4876, 4880,
	4886, 4892, 4899, 4907, 4912, 4917, 4926, 4932, 4938, 4944, 4950, 4956, 4963, 4968, 4973, 4979, 4985, 4992, 4997, 5006,
	5011, 5020, 5028, 5032, 5039, 5045, 5051, 5059, 5064, 5070, 5075, 5078, 5086, 5090, 5096, 5103, 5112, 5118, 5123, 5128,
	5131, 5137, 5141, 5146, 5151, 5155, 5160, 5165, 5171, 5174, 5181, 5185, 5191, 5196, 5204, 5209, 5214, 5219, 5225, 5230,
	5233, 5239, 5243, 5248, 5250, 5253, 5255, 5259, 5267, 5275, 5278, 5286, 5289, 5294, 5299, 5303, 5307, 5311, 5316, 5319,
	5324, 5330, 5335, 5340, 5346, 5354, 5362, 5369, 5376, 5382, 5389, 5393, 5396, 5400, 5403, 5407, 5411, 5415, 5421, 5428,
	5433, 5440, 5450, 5456, 5462, 5468, 5474, 5480, 5484, 5489, 5494, 5499, 5504, 5509, 5512, 5516, 5521, 5527, 5532, 5539,
	5542, 5548, 5551, 5555, 5561, 5567, 5572, 5576, 5584, 5590, 5597, 5600, 5608, 5611, 5619, 5627, 5631, 5639, 5648, 5655,
	5662, 5668, 5672, 5675, 5681, 5684, 5688, 5694, 5699, 5705, 5713, 5718, 5724, 5732, 5738, 5744, 5749, 5753, 5760, 5766,
	5772, 5775, 5780, 5784, 5791, 5794, 5800, 5805, 5810, 5815, 5817, 5821, 5826, 5832, 5838, 5842, 5846, 5850, 5853, 5857,
	5863, 5870, 5878, 5886, 5890, 5899, 5908, 5914, 5919, 5922, 5930, 5938, 5944, 5949, 5952, 5958, 5967, 5974, 5979, 5983,
	5989, 5995, 6000, 6009, 6012, 6017, 6019, 6026, 6029, 6033, 6038, 6042, 6047, 6051, 6056, 6062, 6068, 6072, 6076, 6081,
	6086, 6092, 6098, 6103, 6107, 6112, 6118, 6124, 6130, 6137, 6143, 6149, 6153, 6159, 6166, 6173, 6181, 6185, 6190, 6193,
	6200, 6204, 6208, 6213, 6221, 6225, 6232, 6239, 6248, 6256, 6263, 6268, 6273, 6278, 6282, 6285, 6289, 6294, 6300, 6305,
	6311, 6316, 6319, 6326, 6332, 6340, 6347, 6351, 6356, 6361, 6368, 6373, 6377, 6382, 6387, 6392, 6395, 6400, 6406, 6410,
	6414, 6420, 6423, 6432, 6440, 6448, 6452, 6460, 6468, 6473, 6476, 6482, 6487, 6493, 6497, 6504, 6511, 6518, 6526, 6535,
	6545, 6555, 6561, 6564, 6572, 6581, 6587, 6593, 6599, 6602, 6606, 6611, 6616, 6622, 6630, 6635, 6642, 6647, 6653, 6659,
	6667, 6673, 6681, 6687, 6693, 6700, 6706, 6713, 6720, 6727, 6735, 6741, 6746, 6749, 6754, 6758, 6764, 6772, 6775, 6779,
	6783, 6790, 6793, 6799, 6802, 6806, 6812, 6817, 6823, 6826, 6830, 6837, 6845, 6852, 6859, 6864, 6867, 6873, 6879, 6885,
	6891, 6898, 6905, 6911, 6915, 6919, 6925, 6931, 6935, 6940, 6944, 6948, 6951, 6956, 6961, 6965, 6969, 6972, 6976, 6981,
	6987, 6994, 6999, 7003, 7007, 7014, 7019, 7026, 7033, 7040, 7046, 7051, 7057, 7061, 7067, 7071, 7075, 7080, 7086, 7092,
	7103, 7108, 7111, 7115, 7121, 7126, 7131, 7135, 7139, 7143, 7148, 7151, 7157, 7162, 7167, 7173, 7180, 7185, 7192, 7199,
	7203, 7208, 7213, 7221, 7227, 7232, 7237, 7243, 7246, 7251, 7256, 7262, 7268, 7276, 7278, 7283, 7288, 7294, 7301, 7307,
	7314, 7320, 7328, 7332, 7338, 7342, 7346, 7353, 7357, 7363, 7369, 7374, 7379, 7385, 7389, 7394, 7397, 7401, 7410, 7415,
	7421, 7429, 7434, 7442, 7449, 7454, 7459, 7466, 7469, 7475, 7480, 7489, 7498, 7504, 7509, 7515, 7521, 7528, 7531, 7538,
	7542, 7549, 7556, 7561, 7566, 7571, 7577, 7582, 7589, 7594, 7600, 7606, 7612, 7618, 7622, 7628, 7634, 7640, 7648, 7658,
	7667, 7672, 7679, 7685, 7690, 7700, 7705, 7710, 7716, 7722, 7730, 7735, 7743, 7750, 7756, 7761, 7768, 7776, 7780, 7785,
	7791, 7797, 7803, 7809, 7816, 7823, 7828, 7832, 7838, 7842, 7846, 7854, 7857, 7863, 7871, 7878, 7882, 7889, 7897, 7905,
	7911, 7916, 7920, 7924, 7931, 7938, 7942, 7948, 7954, 7957, 7967, 7978, 7984, 7991, 7994, 7996, 8003, 8008, 8014, 8018,
	8021, 8026, 8032, 8041, 8044, 8051, 8062, 8067, 8074, 8081, 8087, 8093, 8100, 8105, 8109, 8115, 8121, 8128, 8132, 8142,
	8150, 8155, 8160, 8164, 8168, 8174, 8180, 8185, 8189, 8194, 8201, 8208, 8215, 8223, 8227, 8233, 8238, 8244, 8249, 8254,
	8259, 8266, 8274, 8281, 8289, 8296, 8304, 8310, 8317, 8321, 8326, 8330, 8337, 8346, 8352, 8357, 8361, 8365, 8369, 8375,
	8380, 8387, 8393, 8399, 8404, 8408, 8415, 8421, 8426, 8431, 8439, 8445, 8450, 8455, 8461, 8465, 8471, 8476, 8480, 8485,
	8491, 8496, 8502, 8507, 8516, 8525, 8535, 8540, 8545, 8551, 8555, 8563, 8567, 8572, 8576, 8579, 8585, 8589, 8593, 8598,
	8604, 8609, 8613, 8617, 8623, 8628, 8631, 8636, 8641, 8646, 8651, 8654, 8662, 8667, 8670, 8677, 8684, 8688, 8694, 8703,
	8709, 8714, 8717, 8720, 8724, 8729, 8733, 8738, 8744, 8749, 8753, 8759, 8764, 8770, 8775, 8780, 8786, 8790, 8796, 8799,
	8804, 8807, 8812, 8820, 8827, 8837, 8842, 8846, 8852, 8857, 8863, 8868, 8872, 8881, 8888, 8894, 8898, 8903, 8910, 8916,
	8920, 8924, 8928, 8932, 8938, 8943, 8949, 8953, 8958, 8965, 8970, 8980, 8985, 8989, 8995, 9000, 9006, 9013, 9017, 9024,
	9033, 9037, 9044, 9047, 9052, 9055, 9058, 9063, 9069, 9075, 9080, 9084, 9087, 9090, 9093, 9105, 9109, 9114, 9118, 9121,
	9127, 9134, 9142, 9150, 9158, 9162, 9168, 9171, 9175, 9179, 9183, 9188, 9191, 9197, 9204, 9212, 9219, 9228, 9236, 9239,
	9243, 9251, 9259, 9266, 9271, 9276, 9281, 9285, 9290, 9297, 9304, 9307, 9313, 9318, 9327, 9335, 9340, 9345, 9353, 9358,
	9367, 9375, 9383, 9388, 9398, 9402, 9407, 9417, 9423, 9428, 9434, 9440, 9447, 9454, 9458, 9470, 9479, 9487, 9495, 9501,
	9510, 9517, 9523, 9532, 9538, 9546, 9550, 9553, 9561, 9565, 9575, 9580, 9585, 9593, 9597, 9605, 9614, 9620, 9630, 9635,
	9643, 9648, 9652, 9656, 9662, 9669, 9676, 9682, 9686, 9693, 9698, 9704, 9711, 9716, 9723, 9731, 9736, 9743, 9749, 9752,
	9759, 9763, 9766, 9770, 9777, 9780, 9783, 9789, 9795, 9803, 9809, 9814, 9817, 9821, 9827, 9832, 9837, 9843, 9850, 9855,
	9860, 9868, 9873, 9879, 9883, 9887, 9892, 9899, 9903, 9910, 9915, 9921, 9925, 9930, 9936, 9942, 9947, 9953, 9958, 9963,
	9968, 9972, 9975, 9981, 9986, 9992, 9999, 10006, 10010, 10013, 10018, 10026, 10032, 10037, 10043, 10047, 10052, 10058, 10062, 10067,
	10072, 10075, 10081, 10086, 10091, 10097, 10102, 10106, 10113, 10122, 10129, 10137, 10146, 10153, 10159, 10163, 10170, 10178, 10186, 10195,
	10203, 10208, 10213, 10219, 10223, 10226, 10232, 10239, 10246, 10251, 10254, 10257, 10261, 10268, 10277, 10281, 10288, 10294, 10298, 10305,
	10310, 10312, 10316, 10323, 10328, 10333, 10340, 10343, 10348, 10354, 10360, 10368, 10371, 10379, 10384, 10391, 10397, 10403, 10409, 10415,
	10420, 10427, 10431, 10436, 10443, 10447, 10454, 10462, 10469, 10474, 10481, 10487, 10490, 10499, 10504, 10507, 10512, 10516, 10521, 10525,
	10530, 10536, 10542, 10549, 10556, 10559, 10565, 10571, 10576, 10581, 10585, 10591, 10595, 10602, 10609, 10616, 10622, 10629, 10634, 10638,
	10643, 10651, 10657, 10663, 10670, 10676, 10681, 10688, 10690, 10697, 10703, 10711, 10714, 10720, 10723, 10731, 10738, 10747, 10752, 10759,
	10764, 10773, 10779, 10784, 10788, 10793, 10797, 10800, 10803, 10808, 10814, 10822, 10825, 10830, 10837, 10843, 10849, 10854, 10860, 10866,
	10875, 10880, 10886, 10891, 10897, 10903, 10908, 10912, 10918, 10925, 10931, 10936, 10943, 10951, 10960, 10968, 10975, 10982, 10990, 10995,
	11001, 11007, 11010, 11016, 11019, 11024, 11028, 11032, 11037, 11045, 11050, 11055, 11063, 11068, 11075, 11080, 11085, 11087, 11093, 11096,
	11102, 11105, 11113, 11122, 11131, 11136, 11143, 11146, 11153, 11157, 11163, 11168, 11175, 11182, 11187, 11191, 11196, 11202, 11206, 11211,
	11214, 11219, 11224, 11229, 11239, 11244, 11250, 11257, 11263, 11267, 11272, 11278, 11283, 11287, 11292, 11298, 11302, 11310, 11314, 11320,
	11324, 11332, 11340, 11349, 11359, 11369, 11376, 11383, 11388, 11394, 11398, 11404, 11411, 11417, 11421, 11427, 11431, 11435, 11442, 11447,
	11454, 11459, 11465, 11470, 11473, 11478, 11485, 11489, 11493, 11497, 11502, 11507, 11513, 11517, 11520, 11525, 11529, 11533, 11538, 11543,
	11549, 11553, 11558, 11564, 11569, 11576, 11586, 11592, 11597, 11602, 11608, 11612, 11618, 11623, 11631, 11636, 11641, 11647, 11650, 11659,
	11668, 11674, 11681, 11687, 11690, 11698, 11706, 11713, 11719, 11724, 11730, 11734, 11739, 11747, 11753, 11761, 11765, 11771, 11775, 11781,
	11784, 11786, 11789, 11794, 11800, 11805, 11811, 11819, 11823, 11826, 11831, 11834, 11838, 11843, 11850, 11858, 11863, 11869, 11874, 11880,
	11885, 11893, 11899, 11907, 11912, 11915, 11921, 11924, 11929, 11935, 11940, 11947, 11952, 11956, 11962, 11966, 11976, 11980, 11987, 11990,
	11995, 11998, 12004, 12008, 12015, 12018, 12024, 12030, 12035, 12042, 12049, 12059, 12063, 12070, 12076, 12082, 12087, 12092, 12098, 12101,
	12109, 12117, 12123, 12129, 12138, 12143, 12147, 12153, 12157, 12164, 12169, 12175, 12180, 12185, 12194, 12197, 12202, 12208, 12211, 12215,
	12224, 12231, 12238, 12243, 12247, 12251, 12256, 12261, 12267, 12270, 12274, 12277, 12280, 12287, 12290, 12298, 12303, 12307, 12311, 12320,
	12325,
};

/* Where the list of each begins, and the end. */
static const uint16_t nickname_start[2161] = {
	0, 1, 9, 14, 19, 24, 30, 31, 32, 37, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50,
	51, 55, 56, 59, 60, 68, 70, 72, 73, 76, 78, 79, 80, 85, 87, 89, 91, 92, 94, 95,
	96, 97, 99, 100, 105, 107, 109, 117, 120, 121, 122, 123, 126, 127, 128, 129, 131, 133, 134, 136,
	137, 143, 145, 146, 147, 148, 149, 150, 151, 153, 154, 156, 164, 165, 166, 167, 168, 170, 171, 174,
	176, 178, 186, 187, 188, 196, 197, 198, 199, 200, 201, 202, 203, 205, 206, 207, 208, 209, 211, 214,
	215, 217, 219, 221, 224, 225, 227, 228, 230, 231, 232, 234, 235, 239, 243, 244, 245, 247, 248, 250,
	254, 262, 268, 270, 271, 277, 279, 281, 283, 286, 288, 289, 290, 291, 293, 295, 296, 298, 299, 302,
	304, 305, 306, 307, 309, 310, 312, 313, 316, 317, 319, 320, 321, 322, 324, 325, 326, 328, 329, 330,
	331, 333, 334, 335, 340, 343, 344, 345, 346, 347, 348, 351, 352, 353, 354, 356, 357, 359, 361, 363,
	364, 366, 367, 370, 371, 372, 373, 374, 375, 377, 380, 381, 382, 384, 387, 389, 393, 394, 396, 400,
	402, 405, 407, 410, 412, 414, 415, 417, 419, 420, 423, 425, 428, 432, 435, 437, 438, 440, 442, 444,
	445, 448, 455, 463, 466, 467, 469, 471, 474, 476, 477, 479, 482, 484, 487, 495, 496, 501, 502, 503,
	505, 508, 511, 512, 515, 518, 520, 521, 522, 524, 527, 530, 532, 537, 539, 543, 546, 548, 549, 551,
	555, 558, 563, 564, 567, 569, 570, 572, 574, 575, 579, 580, 581, 585, 586, 588, 590, 591, 593, 595,
	597, 599, 602, 603, 604, 607, 608, 611, 613, 615, 616, 618, 620, 622, 624, 627, 628, 629, 632, 635,
	636, 637, 639, 640, 641, 643, 645, 647, 648, 649, 652, 653, 654, 655, 659, 660, 661, 663, 666, 668,
	669, 670, 673, 675, 676, 677, 678, 681, 683, 687, 690, 691, 693, 697, 698, 701, 703, 706, 708, 709,
	717, 718, 721, 723, 728, 730, 732, 733, 734, 737, 738, 740, 742, 744, 746, 747, 749, 751, 753, 755,
	757, 758, 760, 761, 763, 765, 767, 769, 770, 771, 773, 776, 778, 779, 787, 790, 791, 792, 793, 794,
	796, 797, 798, 799, 800, 805, 809, 810, 813, 815, 817, 821, 823, 828, 830, 833, 836, 837, 842, 845,
	846, 847, 849, 851, 852, 854, 855, 858, 860, 861, 864, 866, 867, 869, 871, 874, 877, 879, 880, 883,
	885, 889, 890, 891, 893, 895, 899, 900, 901, 902, 903, 905, 908, 909, 911, 912, 914, 916, 922, 924,
	925, 927, 930, 931, 935, 936, 938, 939, 940, 942, 944, 946, 948, 952, 955, 956, 959, 961, 963, 964,
	966, 969, 971, 973, 974, 976, 977, 979, 981, 983, 984, 986, 987, 990, 991, 997, 1001, 1005, 1006, 1008,
	1010, 1014, 1017, 1019, 1020, 1024, 1026, 1028, 1034, 1036, 1038, 1039, 1047, 1054, 1056, 1057, 1058, 1060, 1064, 1065,
	1066, 1067, 1068, 1070, 1072, 1074, 1075, 1078, 1079, 1081, 1083, 1084, 1085, 1088, 1093, 1095, 1096, 1097, 1099, 1104,
	1106, 1112, 1114, 1116, 1117, 1119, 1121, 1124, 1126, 1129, 1131, 1133, 1135, 1137, 1139, 1141, 1147, 1152, 1153, 1154,
	1155, 1156, 1160, 1162, 1163, 1164, 1165, 1168, 1171, 1172, 1175, 1183, 1184, 1185, 1186, 1188, 1189, 1191, 1193, 1195,
	1197, 1200, 1201, 1203, 1206, 1208, 1209, 1211, 1214, 1217, 1219, 1220, 1221, 1223, 1225, 1227, 1229, 1231, 1236, 1237,
	1241, 1244, 1246, 1247, 1255, 1262, 1269, 1270, 1274, 1275, 1276, 1277, 1278, 1280, 1281, 1282, 1284, 1285, 1289, 1290,
	1291, 1293, 1295, 1296, 1297, 1299, 1301, 1304, 1306, 1307, 1308, 1310, 1311, 1312, 1314, 1318, 1319, 1320, 1321, 1322,
	1323, 1324, 1328, 1331, 1337, 1345, 1346, 1352, 1353, 1356, 1357, 1358, 1359, 1361, 1363, 1368, 1371, 1372, 1374, 1375,
	1376, 1377, 1378, 1383, 1385, 1386, 1387, 1391, 1394, 1396, 1400, 1402, 1403, 1405, 1406, 1408, 1410, 1411, 1413, 1415,
	1418, 1420, 1422, 1425, 1427, 1429, 1431, 1434, 1436, 1438, 1439, 1441, 1443, 1446, 1447, 1448, 1450, 1454, 1457, 1458,
	1459, 1460, 1461, 1463, 1464, 1465, 1466, 1469, 1471, 1472, 1474, 1475, 1481, 1483, 1484, 1486, 1487, 1491, 1492, 1493,
	1494, 1495, 1497, 1499, 1501, 1503, 1504, 1506, 1508, 1510, 1512, 1514, 1516, 1518, 1520, 1521, 1522, 1524, 1525, 1529,
	1531, 1534, 1535, 1536, 1538, 1540, 1542, 1544, 1546, 1548, 1549, 1551, 1553, 1555, 1557, 1559, 1560, 1564, 1570, 1571,
	1574, 1576, 1578, 1583, 1586, 1587, 1588, 1590, 1594, 1597, 1600, 1608, 1611, 1617, 1625, 1626, 1628, 1629, 1633, 1635,
	1637, 1639, 1641, 1645, 1647, 1648, 1649, 1650, 1655, 1658, 1659, 1661, 1663, 1664, 1666, 1667, 1669, 1672, 1675, 1677,
	1679, 1681, 1682, 1685, 1686, 1688, 1690, 1691, 1693, 1694, 1695, 1697, 1698, 1700, 1702, 1704, 1708, 1711, 1713, 1716,
	1718, 1719, 1721, 1723, 1725, 1727, 1728, 1730, 1731, 1732, 1734, 1736, 1737, 1739, 1741, 1742, 1744, 1746, 1747, 1748,
	1750, 1751, 1754, 1755, 1757, 1759, 1764, 1769, 1770, 1772, 1773, 1776, 1780, 1782, 1784, 1785, 1788, 1793, 1798, 1803,
	1805, 1807, 1808, 1809, 1813, 1815, 1816, 1818, 1820, 1823, 1825, 1828, 1829, 1831, 1837, 1838, 1839, 1841, 1843, 1844,
	1846, 1847, 1848, 1850, 1851, 1852, 1854, 1855, 1857, 1859, 1863, 1865, 1866, 1868, 1870, 1871, 1872, 1876, 1877, 1879,
	1881, 1883, 1885, 1888, 1890, 1892, 1894, 1896, 1897, 1899, 1900, 1902, 1903, 1905, 1906, 1907, 1909, 1911, 1912, 1914,
	1916, 1917, 1920, 1922, 1925, 1927, 1931, 1934, 1935, 1936, 1938, 1939, 1942, 1943, 1945, 1947, 1949, 1950, 1951, 1953,
	1954, 1956, 1958, 1959, 1960, 1962, 1963, 1964, 1965, 1966, 1967, 1972, 1973, 1974, 1976, 1979, 1981, 1985, 1987, 1988,
	1990, 1991, 1992, 1994, 1996, 1998, 1999, 2001, 2004, 2005, 2006, 2009, 2010, 2014, 2017, 2024, 2027, 2028, 2030, 2031,
	2033, 2035, 2039, 2041, 2043, 2045, 2046, 2050, 2051, 2052, 2055, 2057, 2058, 2061, 2062, 2063, 2069, 2070, 2071, 2072,
	2073, 2074, 2075, 2077, 2078, 2080, 2083, 2084, 2086, 2090, 2091, 2095, 2098, 2099, 2100, 2101, 2106, 2109, 2110, 2116,
	2118, 2120, 2122, 2125, 2126, 2128, 2131, 2133, 2134, 2135, 2143, 2146, 2147, 2148, 2149, 2151, 2153, 2158, 2161, 2166,
	2167, 2168, 2169, 2170, 2178, 2182, 2186, 2190, 2195, 2201, 2206, 2210, 2217, 2224, 2228, 2229, 2231, 2232, 2235, 2237,
	2238, 2239, 2241, 2243, 2245, 2246, 2248, 2249, 2251, 2253, 2254, 2257, 2259, 2261, 2263, 2265, 2266, 2268, 2272, 2277,
	2279, 2280, 2281, 2283, 2285, 2287, 2288, 2290, 2291, 2293, 2295, 2297, 2301, 2305, 2306, 2307, 2308, 2310, 2311, 2313,
	2314, 2316, 2318, 2320, 2321, 2328, 2329, 2330, 2331, 2332, 2333, 2341, 2342, 2346, 2351, 2359, 2363, 2365, 2366, 2368,
	2370, 2372, 2380, 2381, 2382, 2385, 2386, 2388, 2390, 2392, 2394, 2401, 2402, 2404, 2406, 2407, 2409, 2410, 2411, 2413,
	2415, 2417, 2420, 2422, 2425, 2427, 2430, 2431, 2432, 2434, 2441, 2447, 2449, 2451, 2459, 2460, 2461, 2462, 2463, 2464,
	2465, 2466, 2471, 2473, 2474, 2475, 2477, 2479, 2481, 2483, 2485, 2487, 2489, 2491, 2492, 2495, 2496, 2498, 2499, 2500,
	2502, 2507, 2508, 2509, 2510, 2511, 2512, 2513, 2514, 2515, 2518, 2520, 2522, 2524, 2526, 2528, 2529, 2530, 2538, 2540,
	2542, 2543, 2545, 2546, 2549, 2557, 2559, 2562, 2564, 2566, 2572, 2573, 2574, 2575, 2576, 2577, 2581, 2582, 2583, 2585,
	2586, 2587, 2589, 2592, 2594, 2595, 2596, 2597, 2599, 2601, 2603, 2605, 2607, 2610, 2611, 2613, 2615, 2620, 2622, 2624,
	2625, 2626, 2630, 2634, 2638, 2639, 2646, 2647, 2649, 2651, 2653, 2660, 2662, 2664, 2665, 2672, 2674, 2677, 2679, 2681,
	2682, 2685, 2689, 2691, 2693, 2695, 2697, 2699, 2703, 2705, 2709, 2715, 2717, 2720, 2722, 2724, 2725, 2727, 2728, 2729,
	2731, 2734, 2737, 2738, 2742, 2745, 2747, 2751, 2758, 2760, 2762, 2763, 2768, 2769, 2774, 2776, 2777, 2778, 2779, 2780,
	2782, 2784, 2785, 2789, 2790, 2794, 2796, 2797, 2799, 2800, 2801, 2804, 2805, 2806, 2814, 2816, 2820, 2822, 2823, 2826,
	2829, 2830, 2834, 2837, 2840, 2847, 2850, 2851, 2856, 2857, 2860, 2861, 2862, 2869, 2871, 2872, 2874, 2875, 2877, 2878,
	2880, 2881, 2882, 2884, 2887, 2889, 2890, 2895, 2896, 2899, 2900, 2901, 2903, 2907, 2909, 2911, 2913, 2914, 2917, 2919,
	2920, 2924, 2928, 2932, 2934, 2935, 2938, 2941, 2943, 2944, 2946, 2950, 2951, 2952, 2955, 2958, 2959, 2961, 2963, 2964,
	2966, 2967, 2968, 2969, 2970, 2971, 2974, 2976, 2978, 2986, 2988, 2989, 2992, 2993, 2994, 2995, 3000, 3001, 3002, 3003,
	3009, 3013, 3015, 3018, 3020, 3021, 3024, 3025, 3026, 3031, 3032, 3033, 3034, 3035, 3037, 3040, 3041, 3043, 3044, 3046,
	3053, 3055, 3056, 3058, 3064, 3065, 3066, 3068, 3069, 3071, 3074, 3077, 3078, 3080, 3082, 3083, 3084, 3085, 3088, 3090,
	3091, 3093, 3096, 3098, 3101, 3103, 3104, 3106, 3108, 3110, 3111, 3114, 3115, 3116, 3119, 3122, 3126, 3128, 3130, 3134,
	3136, 3138, 3140, 3142, 3144, 3146, 3148, 3149, 3151, 3155, 3158, 3160, 3161, 3162, 3166, 3174, 3176, 3178, 3180, 3182,
	3184, 3186, 3188, 3195, 3197, 3200, 3201, 3202, 3205, 3207, 3209, 3212, 3216, 3220, 3222, 3224, 3226, 3229, 3231, 3232,
	3233, 3235, 3237, 3239, 3240, 3241, 3242, 3247, 3251, 3252, 3254, 3255, 3257, 3259, 3261, 3263, 3264, 3267, 3269, 3271,
	3272, 3277, 3280, 3282, 3283, 3286, 3292, 3293, 3295, 3298, 3299, 3301, 3302, 3304, 3308, 3309, 3310, 3314, 3318, 3319,
	3321, 3325, 3327, 3331, 3333, 3335, 3339, 3341, 3347, 3351, 3353, 3354, 3356, 3358, 3361, 3364, 3372, 3374, 3376, 3380,
	3384, 3391, 3393, 3394, 3396, 3397, 3400, 3406, 3408, 3411, 3416, 3424, 3429, 3430, 3431, 3433, 3435, 3439, 3440, 3441,
	3443, 3445, 3447, 3449, 3452, 3456, 3458, 3465, 3467, 3468, 3470, 3471, 3473, 3475, 3476, 3478, 3479, 3480, 3483, 3485,
	3486, 3489, 3490, 3492, 3493, 3495, 3497, 3498, 3500, 3501, 3505, 3508, 3510, 3513, 3515, 3516, 3519, 3521, 3523, 3527,
	3529, 3531, 3532, 3534, 3536, 3539, 3540, 3542, 3544, 3545, 3549, 3551, 3553, 3554, 3555, 3556, 3558, 3559, 3561, 3565,
	3568, 3569, 3572, 3573, 3577, 3579, 3585, 3586, 3587, 3588, 3589, 3593, 3595, 3599, 3600, 3601, 3603, 3605, 3606, 3608,
	3609, 3610, 3611, 3614, 3615, 3617, 3619, 3620, 3622, 3624, 3625, 3627, 3629, 3630, 3634, 3636, 3637, 3638, 3639, 3640,
	3641, 3642, 3644, 3645, 3647, 3648, 3650, 3654, 3655, 3657, 3658, 3660, 3667, 3668, 3670, 3671, 3672, 3674, 3675, 3677,
	3679, 3681, 3683, 3685, 3687, 3689, 3691, 3692, 3694, 3695, 3697, 3698, 3699, 3701, 3702, 3703, 3710, 3711, 3713, 3715,
	3717, 3719, 3721, 3723, 3724, 3728, 3731, 3734, 3735, 3738, 3739, 3741, 3743, 3746, 3748, 3750, 3753, 3754, 3755, 3757,
	3758, 3759, 3760, 3762, 3765, 3767, 3769, 3770, 3774, 3776, 3778, 3781, 3789, 3791, 3794, 3796, 3804, 3807, 3811, 3814,
	3816, 3821, 3826, 3828, 3830, 3834, 3835, 3836, 3838, 3844, 3846, 3847, 3849, 3851, 3852, 3855, 3857, 3859, 3862, 3864,
	3866, 3872, 3874, 3876, 3878, 3884, 3889, 3894, 3895, 3896, 3897, 3898, 3899, 3900, 3901, 3909, 3910, 3911, 3912, 3914,
	3915, 3917, 3921, 3922, 3924, 3926, 3927, 3928, 3929, 3933, 3935, 3942, 3944, 3945, 3946, 3949, 3951, 3953, 3955, 3956,
	3958, 3960, 3961, 3962, 3965, 3967, 3968, 3971, 3974, 3976, 3977, 3978, 3984, 3985, 3992, 3993, 3994, 3995, 3996, 4001,
	4007, 4008, 4010, 4011, 4012, 4014, 4016, 4017, 4019, 4021, 4023, 4026, 4028, 4029, 4031, 4033, 4035, 4037, 4039, 4041,
	4043, 4044, 4046, 4047, 4048, 4051, 4052, 4053, 4055, 4057, 4060, 4061, 4063, 4064, 4066, 4068, 4073, 4074, 4076, 4079,
	4081, 4082, 4084, 4088, 4090, 4091, 4093, 4094, 4100, 4102, 4105, 4106, 4111, 4112, 4114, 4115, 4116, 4117, 4118, 4119,
	4122, 4123, 4124, 4125, 4127, 4129, 4132, 4134, 4138, 4139, 4141, 4142, 4144, 4146, 4147, 4148, 4150, 4153, 4155, 4157,
	4158, 4160, 4162, 4166, 4168, 4170, 4175, 4177, 4179, 4181, 4184, 4188, 4189, 4191, 4192, 4194, 4195, 4197, 4199, 4203,
	4204, 4207, 4209, 4210, 4214, 4217, 4219, 4221, 4223, 4224, 4226, 4228, 4229, 4234, 4235, 4238, 4240, 4242, 4244, 4246,
	4247, 4251, 4252, 4253, 4255, 4257, 4259, 4261, 4262, 4265, 4267, 4270, 4272, 4273, 4275, 4277, 4279, 4281, 4283, 4285,
	4289, 4293, 4296, 4298, 4299, 4301, 4303, 4305, 4308, 4310, 4311, 4313, 4318, 4321, 4324, 4327, 4329, 4331, 4333, 4335,
	4338, 4339, 4341, 4342, 4344, 4345, 4346, 4349, 4352, 4354, 4356, 4359, 4360, 4363, 4366, 4370, 4372, 4374, 4375, 4377,
	4378, 4380, 4383, 4385, 4387, 4390, 4391, 4399, 4401, 4405, 4407, 4409, 4410, 4412, 4415, 4419, 4426, 4428, 4430, 4432,
	4434, 4436, 4438, 4440, 4442, 4444, 4445, 4447, 4452, 4454, 4458, 4460, 4463, 4465, 4466, 4467, 4468, 4469, 4473, 4474,
	4475, 4476, 4478, 4480, 4482, 4483, 4484, 4485, 4487, 4489, 4492, 4494, 4496, 4497, 4499, 4500, 4502, 4504, 4506, 4509,
	4511, 4514, 4519, 4522, 4526, 4530, 4532, 4534, 4536, 4538, 4539, 4544, 4550, 4554, 4555, 4556, 4561, 4565, 4570, 4571,
	4572, 4573, 4575, 4576, 4578, 4580, 4581, 4584, 4586, 4590, 4592, 4593, 4596, 4599, 4600, 4602, 4603, 4605, 4606, 4608,
	4611, 4614, 4615, 4617, 4618, 4622, 4624, 4626, 4627, 4628, 4629, 4631, 4637, 4642, 4650, 4651, 4656, 4658, 4659, 4662,
	4663, 4664, 4666, 4669, 4672, 4675, 4677, 4678, 4680, 4681, 4684, 4687, 4688, 4690, 4691, 4693, 4694, 4695, 4699, 4704,
	4705, 4706, 4707, 4711, 4716, 4718, 4720, 4722, 4724, 4730, 4734, 4736, 4738, 4739, 4741, 4742, 4744, 4750, 4752, 4753,
	4755,
};

/* The lists: numbers of formal names, the root first. */
static const uint16_t nickname_formal[4755] = {
	0, 11, 19, 15, 17, 18, 1, 12, 16, 6, 7, 13, 14, 2, 6, 7, 13, 14, 3, 6,
	7, 13, 14, 4, 6, 7, 13, 14, 19, 5, 6, 7, 6, 7, 13, 14, 8, 11, 17, 18,
	9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 29, 20, 111, 21, 40, 23, 22, 23,
	21, 26, 29, 30, 23, 20, 28, 24, 492, 25, 26, 492, 27, 26, 30, 28, 29, 74, 30, 31,
	21, 26, 20, 25, 32, 31, 33, 36, 34, 36, 35, 36, 111, 37, 38, 39, 40, 42, 41, 42,
	183, 184, 44, 42, 43, 44, 915, 854, 45, 949, 61, 66, 79, 80, 90, 95, 46, 79, 80, 47,
	48, 49, 50, 27, 51, 607, 52, 53, 54, 61, 55, 57, 56, 57, 949, 58, 59, 63, 61, 62,
	60, 64, 57, 61, 63, 62, 63, 64, 65, 66, 67, 67, 68, 69, 70, 69, 87, 82, 83, 85,
	86, 75, 71, 50, 72, 73, 74, 75, 76, 77, 77, 63, 62, 78, 79, 80, 80, 79, 87, 82,
	83, 85, 86, 52, 72, 81, 82, 83, 87, 85, 86, 82, 83, 95, 84, 93, 85, 86, 87, 88,
	89, 90, 91, 92, 91, 93, 94, 95, 96, 1294, 97, 98, 1325, 1326, 99, 100, 1614, 1492, 101, 100,
	102, 289, 104, 103, 104, 127, 105, 106, 109, 107, 108, 109, 109, 110, 111, 109, 110, 112, 106, 115,
	117, 114, 113, 114, 115, 115, 116, 117, 115, 118, 115, 117, 114, 119, 377, 121, 1775, 1776, 120, 122,
	130, 131, 121, 289, 836, 1826, 123, 124, 122, 121, 123, 1913, 121, 124, 122, 120, 1175, 127, 125, 127,
	126, 127, 1835, 129, 132, 128, 129, 2015, 130, 131, 132, 19, 133, 135, 134, 135, 135, 136, 137, 139,
	140, 138, 139, 221, 140, 141, 142, 143, 142, 144, 146, 145, 146, 146, 147, 148, 148, 389, 149, 150,
	151, 152, 152, 153, 154, 155, 141, 156, 157, 158, 159, 160, 161, 161, 162, 139, 140, 138, 155, 163,
	164, 166, 167, 165, 166, 167, 168, 169, 170, 171, 172, 171, 172, 173, 175, 174, 175, 175, 176, 173,
	177, 178, 603, 179, 181, 180, 181, 185, 186, 182, 183, 184, 185, 186, 187, 187, 188, 185, 186, 189,
	190, 191, 191, 192, 195, 194, 193, 195, 194, 195, 194, 196, 197, 196, 195, 197, 195, 194, 198, 193,
	199, 200, 229, 200, 199, 772, 201, 204, 202, 205, 204, 203, 204, 202, 205, 206, 208, 204, 207, 208,
	210, 209, 257, 210, 209, 1703, 211, 1702, 1703, 212, 1702, 211, 1703, 213, 212, 1579, 214, 215, 216, 10,
	1579, 217, 2112, 218, 219, 923, 2112, 220, 923, 924, 925, 1768, 221, 139, 140, 923, 924, 925, 1768, 139,
	140, 1767, 222, 225, 224, 223, 224, 225, 226, 225, 226, 225, 224, 227, 225, 228, 229, 229, 230, 229,
	231, 230, 229, 232, 814, 1239, 233, 1745, 234, 27, 235, 52, 800, 900, 51, 235, 1745, 234, 235, 52,
	236, 237, 238, 622, 239, 622, 240, 239, 622, 241, 242, 242, 622, 241, 243, 622, 241, 244, 245, 246,
	246, 247, 2011, 248, 276, 1579, 249, 276, 250, 249, 15, 251, 1744, 2112, 252, 2111, 2114, 2116, 253, 1744,
	2112, 252, 254, 1745, 235, 255, 1745, 256, 257, 258, 262, 1744, 259, 234, 261, 1745, 195, 260, 1744, 1751,
	1755, 261, 234, 262, 263, 264, 265, 264, 263, 265, 285, 266, 267, 271, 268, 268, 269, 270, 179, 270,
	271, 289, 268, 272, 275, 273, 289, 274, 289, 275, 276, 276, 277, 215, 278, 276, 279, 280, 1802, 282,
	283, 281, 282, 283, 283, 282, 284, 285, 285, 286, 266, 287, 99, 273, 288, 289, 273, 290, 291, 2044,
	602, 292, 293, 1429, 295, 296, 294, 295, 296, 295, 296, 297, 308, 298, 300, 299, 300, 1077, 301, 302,
	303, 304, 302, 305, 299, 306, 307, 307, 308, 310, 309, 314, 310, 311, 312, 325, 312, 313, 311, 314,
	315, 315, 316, 355, 317, 320, 318, 1082, 319, 320, 318, 1082, 321, 325, 322, 323, 324, 325, 326, 329,
	327, 326, 327, 326, 329, 327, 328, 326, 329, 371, 330, 326, 331, 326, 329, 330, 332, 333, 341, 342,
	334, 335, 960, 338, 336, 340, 337, 1818, 338, 1087, 341, 342, 326, 1088, 329, 337, 339, 340, 341, 343,
	1083, 342, 343, 1087, 341, 342, 1088, 343, 344, 1850, 346, 345, 346, 347, 347, 344, 348, 349, 446, 350,
	1153, 351, 352, 360, 357, 353, 354, 355, 356, 355, 356, 357, 371, 325, 358, 359, 354, 360, 1432, 361,
	362, 363, 362, 364, 367, 1864, 365, 1864, 366, 367, 368, 369, 370, 370, 368, 369, 371, 355, 372, 377,
	379, 380, 1137, 439, 373, 376, 383, 379, 380, 374, 375, 376, 377, 378, 379, 2006, 380, 381, 382, 383,
	377, 379, 380, 1137, 384, 355, 371, 356, 385, 386, 1675, 387, 386, 1277, 388, 389, 390, 389, 1279, 390,
	444, 444, 391, 738, 1675, 344, 401, 392, 1542, 393, 1542, 1557, 394, 396, 399, 395, 396, 396, 397, 401,
	398, 400, 396, 398, 399, 399, 400, 401, 397, 402, 403, 403, 404, 405, 405, 408, 406, 407, 407, 408,
	408, 409, 410, 411, 410, 409, 411, 412, 372, 413, 417, 426, 432, 414, 1544, 1554, 415, 416, 415, 417,
	429, 418, 421, 419, 422, 429, 421, 420, 418, 421, 422, 427, 423, 424, 487, 426, 432, 424, 425, 426,
	427, 428, 429, 428, 430, 428, 429, 431, 432, 434, 433, 434, 435, 1890, 436, 1281, 377, 379, 380, 1137,
	437, 384, 439, 438, 439, 440, 1176, 434, 441, 442, 442, 1594, 446, 443, 447, 444, 1594, 445, 446, 447,
	315, 448, 471, 449, 450, 454, 471, 451, 1337, 1339, 1338, 452, 454, 453, 450, 454, 457, 1860, 455, 458,
	456, 457, 460, 458, 457, 459, 457, 1860, 460, 463, 461, 463, 462, 463, 464, 551, 465, 465, 466, 469,
	467, 469, 468, 469, 469, 470, 471, 499, 500, 472, 473, 475, 477, 478, 479, 474, 476, 475, 477, 478,
	479, 475, 477, 478, 476, 477, 478, 475, 475, 479, 494, 473, 181, 480, 1503, 481, 483, 31, 482, 483,
	27, 498, 485, 484, 27, 485, 498, 486, 21, 29, 487, 215, 424, 723, 488, 492, 487, 489, 490, 21,
	26, 494, 29, 30, 492, 488, 491, 26, 492, 494, 488, 490, 25, 1720, 490, 493, 494, 495, 498, 496,
	30, 497, 1654, 1661, 498, 499, 500, 501, 31, 502, 504, 503, 504, 505, 505, 504, 505, 506, 507, 755,
	508, 507, 509, 510, 511, 516, 515, 512, 1576, 973, 974, 2154, 513, 516, 514, 515, 516, 516, 517, 516,
	515, 518, 678, 684, 519, 518, 1728, 520, 1405, 1727, 1735, 523, 1728, 521, 1728, 522, 523, 1728, 524, 1153,
	525, 516, 515, 526, 490, 527, 790, 31, 528, 651, 529, 651, 530, 1744, 531, 1744, 532, 554, 533, 555,
	534, 1792, 1793, 36, 1693, 1694, 535, 539, 537, 538, 536, 540, 537, 538, 539, 540, 543, 548, 541, 544,
	542, 545, 543, 544, 545, 543, 548, 546, 543, 548, 547, 548, 543, 548, 549, 555, 552, 554, 926, 550,
	553, 609, 679, 551, 552, 553, 554, 552, 555, 555, 556, 1982, 557, 680, 558, 680, 559, 555, 560, 563,
	561, 555, 562, 555, 563, 561, 564, 565, 565, 1894, 566, 109, 567, 108, 110, 2128, 568, 63, 569, 570,
	571, 572, 571, 864, 573, 574, 511, 651, 575, 651, 576, 1576, 973, 974, 2154, 577, 578, 11, 582, 579,
	580, 11, 582, 580, 582, 581, 582, 594, 590, 595, 586, 589, 593, 583, 584, 594, 590, 595, 586, 589,
	593, 584, 594, 590, 595, 586, 589, 593, 585, 586, 588, 598, 599, 587, 588, 589, 590, 591, 592, 591,
	593, 594, 595, 596, 596, 598, 599, 588, 597, 598, 599, 683, 600, 683, 601, 602, 603, 854, 604, 623,
	605, 854, 610, 606, 607, 608, 608, 609, 610, 854, 611, 612, 1193, 613, 615, 616, 620, 614, 615, 616,
	617, 618, 619, 620, 622, 1270, 1271, 621, 622, 241, 621, 853, 855, 623, 1283, 765, 766, 854, 610, 624,
	853, 855, 625, 623, 1184, 625, 610, 853, 855, 630, 626, 458, 627, 630, 628, 626, 629, 630, 631, 632,
	856, 856, 633, 634, 635, 636, 627, 641, 72, 73, 635, 636, 637, 638, 638, 639, 640, 641, 644, 646,
	645, 647, 642, 643, 1332, 644, 645, 646, 644, 100, 645, 644, 646, 647, 910, 648, 644, 646, 647, 649,
	40, 650, 651, 652, 653, 653, 651, 654, 655, 165, 656, 657, 510, 754, 658, 755, 1750, 659, 756, 660,
	754, 661, 0, 162, 662, 665, 663, 665, 664, 665, 578, 578, 666, 664, 667, 921, 668, 672, 669, 2046,
	670, 675, 671, 672, 673, 674, 673, 674, 675, 868, 858, 1258, 333, 676, 858, 333, 677, 678, 679, 680,
	681, 682, 2034, 683, 684, 685, 690, 693, 686, 688, 687, 688, 690, 689, 690, 1327, 693, 688, 781, 691,
	687, 693, 692, 693, 694, 695, 695, 697, 696, 698, 699, 697, 698, 699, 700, 705, 701, 705, 702, 705,
	703, 705, 704, 705, 705, 706, 705, 707, 738, 708, 2103, 709, 1144, 710, 711, 700, 714, 712, 714, 713,
	714, 715, 714, 716, 717, 2038, 718, 717, 2039, 1652, 719, 721, 722, 720, 721, 722, 487, 723, 724, 1655,
	2119, 725, 726, 1663, 1035, 727, 728, 729, 729, 715, 730, 733, 731, 733, 732, 733, 732, 733, 734, 735,
	263, 264, 410, 736, 738, 740, 741, 737, 744, 745, 738, 738, 740, 739, 740, 739, 741, 743, 741, 743,
	744, 745, 742, 738, 743, 741, 744, 745, 2054, 746, 738, 740, 747, 737, 738, 740, 748, 738, 740, 749,
	755, 252, 2123, 721, 2108, 2111, 757, 750, 756, 67, 751, 755, 2123, 721, 757, 2120, 752, 755, 756, 754,
	2123, 721, 67, 757, 753, 754, 755, 754, 756, 756, 757, 67, 751, 755, 758, 1899, 759, 1899, 760, 2054,
	761, 764, 765, 766, 762, 764, 763, 764, 765, 766, 6, 7, 13, 14, 767, 772, 769, 768, 769, 772,
	770, 772, 771, 772, 773, 774, 774, 772, 775, 772, 769, 776, 183, 184, 777, 778, 791, 981, 779, 780,
	681, 781, 783, 979, 782, 783, 784, 788, 785, 786, 786, 787, 784, 788, 789, 790, 995, 791, 995, 792,
	790, 793, 790, 794, 790, 995, 789, 795, 798, 797, 796, 797, 798, 798, 797, 2032, 800, 799, 800, 1707,
	801, 2082, 802, 2082, 803, 804, 805, 805, 806, 807, 807, 808, 809, 808, 818, 810, 811, 812, 811, 814,
	813, 814, 818, 815, 816, 817, 817, 818, 1339, 819, 820, 1337, 1338, 821, 822, 823, 822, 824, 1485, 185,
	186, 825, 827, 182, 183, 184, 827, 826, 825, 827, 828, 829, 829, 830, 848, 850, 859, 840, 897, 831,
	832, 1314, 833, 834, 834, 858, 859, 835, 1012, 1021, 1930, 836, 1931, 859, 840, 843, 842, 837, 859, 840,
	843, 842, 838, 864, 839, 840, 843, 841, 842, 843, 859, 840, 842, 893, 844, 845, 846, 845, 847, 841,
	848, 850, 830, 949, 849, 850, 848, 830, 851, 26, 852, 853, 624, 625, 606, 604, 612, 854, 855, 856,
	632, 858, 857, 858, 859, 843, 860, 861, 863, 862, 863, 864, 865, 866, 866, 868, 867, 868, 675, 1402,
	868, 869, 851, 871, 870, 871, 872, 980, 873, 874, 874, 875, 876, 875, 860, 861, 877, 1402, 878, 1744,
	879, 1744, 880, 945, 881, 1751, 1755, 882, 945, 883, 945, 884, 887, 885, 1193, 886, 887, 889, 888, 889,
	889, 890, 891, 892, 891, 893, 894, 894, 895, 894, 896, 897, 897, 898, 900, 899, 900, 900, 981, 901,
	902, 1672, 871, 903, 877, 1023, 904, 923, 924, 925, 905, 907, 908, 906, 907, 908, 922, 909, 910, 1165,
	1166, 911, 912, 912, 913, 912, 914, 44, 915, 916, 917, 918, 920, 919, 920, 919, 921, 667, 922, 923,
	924, 221, 925, 926, 927, 928, 929, 923, 924, 925, 926, 930, 931, 932, 933, 931, 934, 927, 929, 939,
	935, 1023, 941, 936, 938, 941, 937, 938, 939, 940, 940, 941, 941, 942, 949, 943, 949, 944, 945, 949,
	946, 939, 947, 948, 948, 949, 950, 951, 952, 951, 950, 225, 952, 951, 955, 953, 956, 954, 2082, 998,
	966, 968, 1007, 1008, 967, 955, 998, 956, 954, 957, 958, 960, 959, 960, 335, 949, 939, 961, 965, 949,
	962, 949, 963, 949, 964, 965, 967, 954, 966, 781, 967, 968, 968, 966, 969, 970, 971, 971, 973, 974,
	972, 973, 974, 977, 979, 783, 975, 976, 978, 976, 977, 978, 979, 980, 981, 950, 982, 983, 989, 984,
	989, 986, 985, 986, 989, 987, 989, 2082, 954, 988, 989, 989, 986, 781, 990, 995, 992, 991, 992, 993,
	994, 772, 995, 790, 992, 789, 998, 997, 996, 997, 998, 967, 954, 986, 997, 955, 999, 1036, 993, 1000,
	993, 1001, 1059, 1002, 1003, 1003, 950, 1004, 950, 1005, 1004, 950, 1006, 1007, 1008, 1035, 1012, 1021, 1042, 1010,
	1009, 1011, 1013, 1012, 1021, 1010, 1011, 1012, 1013, 1023, 1014, 1012, 1015, 1035, 1012, 1021, 1034, 1016, 1034, 1039,
	1017, 1035, 1034, 1042, 1018, 1017, 1019, 1020, 1021, 1022, 1024, 1029, 1023, 1025, 1030, 1028, 1022, 1019, 1024, 1029,
	1025, 1030, 1025, 1024, 1029, 1030, 1023, 1028, 1022, 1026, 1024, 1029, 1025, 1030, 1027, 1029, 1024, 1030, 1025, 1023,
	1028, 1029, 1024, 1030, 1025, 1022, 1030, 1029, 1024, 1025, 1029, 1024, 1030, 1025, 1023, 1028, 1031, 1029, 1024, 1030,
	1025, 1023, 1028, 1032, 1034, 1039, 1033, 1040, 1034, 1035, 1649, 1036, 1035, 1042, 1037, 1039, 1038, 1039, 1040, 1035,
	1041, 1042, 1037, 1043, 1044, 1044, 1065, 1045, 1046, 1055, 1047, 1054, 1048, 1049, 1054, 1049, 1050, 1049, 1051, 1054,
	1052, 1054, 1053, 1054, 1056, 1055, 1054, 1056, 1062, 1060, 1061, 1057, 1059, 1062, 1060, 1061, 1058, 1059, 1062, 1060,
	1061, 1062, 1059, 1065, 1063, 1065, 1064, 1065, 1066, 1063, 1067, 1067, 1068, 1067, 1069, 1067, 1070, 1073, 1074, 1075,
	1071, 1073, 1074, 1075, 1072, 1073, 1074, 1075, 1077, 1076, 1077, 1078, 1079, 1079, 326, 1080, 326, 1081, 1082, 318,
	1083, 1087, 1085, 1086, 1089, 1093, 1084, 1091, 1085, 1086, 1087, 1088, 1089, 1087, 341, 342, 1088, 1089, 1093, 343,
	1090, 1091, 1089, 1093, 1091, 1092, 1087, 341, 342, 1088, 1093, 1087, 341, 342, 1088, 1103, 1085, 1086, 1094, 1087,
	1085, 1086, 1095, 1096, 1316, 1097, 1097, 1098, 1097, 1099, 1097, 1100, 1109, 1111, 1395, 1102, 1104, 1105, 1110, 1101,
	1102, 1103, 1104, 1109, 1111, 1105, 1103, 1106, 1103, 1107, 1395, 1108, 1109, 1110, 1103, 1110, 1109, 1111, 1102, 1104,
	1105, 1111, 1297, 1112, 1113, 1114, 1114, 1115, 1116, 1116, 1117, 871, 1118, 144, 1119, 144, 1120, 1122, 1124, 1121,
	1122, 1124, 1122, 1124, 1123, 1124, 1122, 1125, 1126, 1127, 1126, 1127, 1128, 303, 1087, 341, 342, 1088, 1129, 376,
	383, 1087, 341, 342, 1088, 1130, 1129, 1117, 1131, 1117, 1132, 377, 379, 380, 1137, 1133, 1138, 1139, 1140, 1134,
	1135, 1136, 1137, 1138, 1139, 1140, 377, 379, 380, 1137, 1141, 1142, 1143, 1143, 1144, 1144, 1145, 606, 1146, 1147,
	1486, 2135, 1148, 1149, 1180, 610, 1150, 1756, 1151, 48, 1152, 1153, 1169, 1159, 1154, 1155, 1161, 1156, 1157, 1158,
	1159, 1154, 1255, 1158, 1160, 1157, 1162, 1161, 1162, 1163, 1164, 1165, 1166, 1167, 1168, 1169, 1154, 1161, 1169, 1170,
	1171, 611, 1175, 1172, 1173, 1709, 175, 1174, 1175, 1176, 175, 615, 1866, 1187, 1191, 1194, 1177, 1204, 1656, 1178,
	1179, 618, 1180, 1181, 1182, 1182, 949, 1190, 1183, 1087, 341, 342, 1088, 1302, 854, 21, 1184, 949, 1185, 949,
	1190, 1186, 610, 1187, 1190, 1188, 1190, 1511, 1191, 1189, 1188, 1233, 1190, 1191, 1192, 1193, 1194, 1195, 1196, 1197,
	1199, 1196, 1197, 347, 1198, 1199, 1200, 1200, 1201, 1200, 1202, 2080, 59, 1203, 1204, 1205, 1206, 59, 1207, 1269,
	1208, 64, 1209, 615, 1210, 622, 1211, 622, 1212, 1211, 1213, 1214, 617, 616, 1215, 1219, 488, 1216, 1220, 1221,
	488, 1217, 1218, 1878, 1219, 1220, 1219, 1221, 1220, 1216, 1219, 1216, 1221, 1222, 117, 1627, 1628, 1223, 1224, 1407,
	1771, 1772, 1225, 349, 1657, 219, 1226, 1226, 1227, 1226, 1228, 1226, 1229, 1407, 349, 1657, 1230, 1225, 1292, 1321,
	1190, 1231, 1232, 1224, 1233, 622, 1408, 72, 73, 1234, 640, 619, 620, 1235, 1408, 640, 1236, 95, 1237, 1239,
	1238, 1239, 1586, 1588, 1240, 622, 1241, 1243, 1234, 622, 1242, 622, 1243, 622, 1244, 1245, 735, 1246, 1414, 1247,
	1270, 1271, 856, 494, 1248, 494, 1219, 1220, 1249, 705, 1169, 1159, 90, 1250, 1253, 705, 1251, 1169, 1159, 1252,
	90, 1253, 1254, 1809, 1255, 1256, 1257, 1257, 1258, 1255, 1259, 1258, 1262, 1260, 1169, 1159, 1261, 1262, 1258, 1255,
	1262, 1263, 1169, 1159, 1264, 357, 1265, 357, 1266, 1265, 319, 1269, 1277, 1279, 1267, 1270, 1271, 1247, 1269, 1268,
	1269, 1267, 1270, 1271, 1269, 1247, 632, 633, 1272, 1277, 1279, 1283, 1267, 1273, 1274, 1284, 1275, 1276, 1277, 1278,
	1279, 1282, 1275, 1280, 1281, 1277, 1279, 1282, 1275, 1283, 1284, 1274, 1276, 1289, 1283, 1285, 1286, 1287, 1288, 1288,
	1289, 1290, 1291, 1213, 1291, 1292, 326, 329, 1407, 330, 349, 1657, 1292, 1293, 1402, 1294, 1297, 1320, 1295, 1296,
	1296, 1297, 1297, 1302, 1300, 1298, 1302, 1300, 1299, 1300, 1302, 1301, 1303, 1306, 1302, 1301, 1305, 1303, 1301, 1305,
	1337, 1339, 1338, 1302, 1311, 1301, 1304, 1302, 1305, 1303, 1306, 1351, 1368, 1350, 1307, 1393, 1308, 1302, 1311, 1309,
	1310, 1311, 1337, 1339, 1338, 1302, 1311, 1310, 1312, 1337, 1313, 1314, 1339, 1315, 1316, 1320, 1317, 1318, 1320, 1319,
	1320, 1321, 1322, 1318, 1351, 1368, 1323, 1324, 98, 1325, 1465, 1326, 98, 1324, 154, 1327, 1328, 1332, 643, 1329,
	1330, 1812, 1331, 1332, 643, 910, 1328, 1336, 1333, 1360, 1334, 1360, 1335, 1336, 1337, 1340, 820, 1338, 1340, 1339,
	1337, 1339, 1338, 1340, 1337, 1338, 1340, 1341, 1337, 1338, 1342, 1356, 1339, 1343, 1344, 1337, 1356, 1345, 1351, 1347,
	1346, 1351, 1347, 1348, 1348, 1349, 1351, 1368, 1779, 1350, 1351, 1352, 1351, 1353, 1348, 499, 500, 1354, 1355, 1356,
	1342, 1336, 1357, 1358, 1359, 1358, 1360, 1361, 1362, 1363, 1364, 1361, 1365, 1362, 1366, 1367, 1367, 1366, 1351, 1368,
	1779, 1360, 1472, 499, 500, 1347, 1369, 1370, 1370, 1361, 1372, 1371, 1372, 1373, 1374, 1376, 1377, 1378, 1372, 1375,
	1376, 1377, 1378, 1376, 1361, 1377, 1306, 1379, 1371, 1376, 1374, 1377, 1380, 1372, 1381, 1302, 1374, 1382, 1351, 1383,
	1384, 1385, 1386, 1387, 1386, 1387, 1388, 1389, 1390, 1391, 1392, 1389, 1390, 1391, 1392, 1351, 1393, 1296, 1394, 1295,
	1395, 1395, 1396, 1397, 204, 1398, 1337, 1339, 1338, 1399, 1400, 1401, 1308, 1339, 1400, 1401, 1402, 1294, 1407, 1408,
	646, 100, 1403, 1415, 1404, 1405, 1614, 1406, 1407, 1408, 1467, 1409, 1411, 323, 1640, 1410, 1404, 1411, 1640, 1412,
	1413, 324, 1414, 1415, 1416, 87, 155, 1417, 1418, 1662, 1419, 1419, 1420, 1351, 1419, 1421, 1499, 1422, 1423, 1424,
	1425, 1424, 1423, 1425, 1339, 1426, 204, 1427, 1430, 1428, 1429, 1446, 1430, 1448, 1431, 1432, 1430, 1448, 1433, 1430,
	1432, 1434, 1430, 1448, 1435, 1433, 141, 1436, 1437, 1382, 1337, 1339, 1338, 1438, 1446, 1439, 1446, 1440, 1446, 1441,
	1446, 1442, 1446, 1443, 1446, 1444, 1446, 1445, 1446, 1446, 1447, 1446, 1430, 1448, 1431, 1430, 1431, 1449, 1431, 1450,
	1451, 1452, 646, 100, 312, 1453, 1408, 644, 1614, 1640, 1452, 1454, 1451, 157, 1455, 983, 1466, 1456, 2110, 1457,
	1458, 158, 1407, 1459, 1327, 1460, 159, 1461, 1351, 2110, 1462, 159, 1460, 88, 629, 141, 1463, 1465, 630, 1464,
	1465, 1466, 1408, 1467, 1452, 1468, 1469, 1469, 1468, 1472, 1473, 1470, 1402, 1472, 1473, 1471, 1351, 1368, 1472, 1466,
	1473, 1466, 1474, 501, 1351, 1475, 1351, 1368, 1476, 1477, 1690, 1478, 1479, 1479, 1480, 1479, 1481, 1482, 1483, 1483,
	1484, 1485, 1486, 1485, 1484, 824, 1147, 1843, 1487, 1488, 1384, 1488, 1489, 1490, 1490, 1492, 1491, 1492, 101, 1492,
	1493, 1494, 1495, 1495, 1817, 1496, 89, 1499, 1497, 1499, 1498, 1499, 6, 7, 13, 14, 1500, 907, 908, 1501,
	1503, 1502, 1503, 1708, 1761, 1504, 121, 1506, 122, 836, 120, 1505, 1506, 722, 1507, 1506, 836, 1508, 1509, 1511,
	1510, 1511, 1511, 1512, 1518, 1515, 1517, 1513, 1514, 1515, 1518, 907, 1517, 1516, 1024, 1029, 1518, 1517, 1518, 907,
	1519, 1518, 173, 1514, 1520, 908, 1521, 594, 590, 595, 1522, 429, 1523, 428, 1524, 854, 624, 1192, 1525, 428,
	1526, 854, 624, 625, 1192, 1527, 1646, 610, 428, 1528, 1526, 1529, 1530, 1530, 1327, 1531, 1327, 1532, 44, 2046,
	1533, 130, 131, 1534, 858, 967, 1514, 123, 1046, 1535, 958, 1286, 1536, 1537, 1537, 1536, 923, 924, 925, 1538,
	923, 924, 925, 1539, 1542, 1557, 1552, 1553, 537, 538, 1540, 1541, 2052, 1542, 1544, 1543, 1544, 2034, 1545, 682,
	1542, 1557, 1552, 1553, 539, 1546, 1544, 1547, 1544, 1554, 1548, 1542, 1557, 1552, 1553, 1549, 1542, 1544, 1557, 1552,
	1553, 1554, 539, 1550, 1542, 1557, 1552, 1553, 1551, 1552, 1553, 1544, 1554, 429, 1555, 1544, 1554, 1556, 1558, 1557,
	1558, 1046, 1559, 1560, 1329, 1561, 1575, 1554, 1562, 1586, 1588, 1563, 1021, 1010, 1564, 1566, 1565, 1330, 610, 887,
	1192, 1193, 1566, 1187, 631, 887, 1567, 1568, 1569, 1570, 1570, 1568, 1571, 1572, 1573, 1573, 887, 1574, 1575, 1576,
	1579, 1576, 1577, 1578, 1580, 1579, 1576, 1580, 1578, 1581, 1608, 1582, 1583, 1584, 1583, 2079, 1585, 1586, 1587, 1589,
	1588, 1586, 1588, 1589, 1587, 1792, 1793, 1590, 1591, 1509, 151, 2131, 1592, 1594, 1593, 1594, 151, 2131, 1595, 1596,
	916, 1597, 1984, 187, 1599, 427, 1598, 187, 1599, 1756, 1600, 1601, 1594, 1602, 1594, 1603, 1605, 1604, 2089, 1605,
	1608, 1606, 1607, 1985, 1608, 1605, 2089, 1609, 1604, 1622, 1610, 1611, 1612, 1612, 1613, 1614, 1616, 1615, 1616, 1616,
	1617, 1621, 1622, 1620, 1618, 1622, 1645, 1619, 1620, 1621, 2028, 1625, 1622, 1621, 1622, 1361, 1623, 1621, 1624, 1621,
	1361, 1625, 1620, 1373, 1623, 1626, 1627, 1628, 1629, 1337, 1338, 1630, 1632, 1339, 1631, 1337, 1338, 1632, 1344, 1633,
	1634, 1659, 1635, 1636, 1634, 1637, 1638, 1637, 1639, 1640, 1641, 1642, 1639, 1633, 1643, 1645, 1644, 1622, 1645, 1646,
	1647, 1601, 1648, 2033, 1649, 1616, 1650, 1652, 1651, 1652, 1656, 1658, 1660, 1653, 1654, 495, 1655, 1656, 1657, 1658,
	1659, 1660, 30, 1661, 1662, 1659, 1663, 1664, 1665, 1664, 1659, 1658, 1660, 1666, 1667, 1668, 1667, 1669, 1670, 1669,
	1351, 1368, 1627, 1628, 1671, 1626, 1629, 1672, 1674, 1673, 1674, 1675, 1675, 1676, 1677, 1678, 1677, 1679, 1680, 1680,
	1679, 1679, 1681, 137, 1682, 2025, 1683, 137, 1684, 1686, 1685, 1686, 1687, 1688, 1688, 1689, 1696, 1690, 1691, 1465,
	1692, 1693, 1694, 1465, 110, 1693, 1694, 1695, 1691, 238, 1696, 656, 1697, 1698, 1699, 1699, 1698, 656, 1700, 109,
	1701, 1703, 1702, 1703, 187, 426, 432, 1704, 1708, 1706, 1705, 1708, 1706, 1707, 1707, 1708, 1706, 1717, 1709, 389,
	1710, 1158, 1711, 1712, 917, 1840, 446, 1713, 1708, 1714, 858, 1258, 1715, 1716, 1717, 772, 1718, 1719, 1720, 1721,
	1722, 1721, 191, 1723, 2035, 1724, 38, 1725, 39, 1726, 1728, 1727, 54, 1735, 1728, 520, 54, 1729, 1728, 54,
	1730, 1728, 755, 285, 346, 507, 510, 1731, 1726, 756, 1732, 756, 754, 1733, 1750, 1734, 1728, 755, 285, 1735,
	346, 507, 510, 1726, 40, 111, 1736, 389, 1737, 190, 1842, 187, 1599, 1738, 1739, 1355, 1337, 1339, 1338, 1740,
	994, 1744, 259, 261, 1741, 1746, 1745, 1742, 1744, 1743, 1744, 252, 254, 259, 1745, 1746, 1745, 1747, 1751, 1755,
	285, 1750, 1748, 1753, 1750, 1749, 1750, 1751, 1755, 1752, 1719, 1753, 1755, 1751, 1754, 1755, 1751, 1756, 1600, 1792,
	1793, 1757, 1756, 1758, 1756, 1759, 2054, 1761, 1760, 0, 162, 310, 1761, 1765, 2054, 1762, 2054, 1763, 2054, 1761,
	0, 162, 1760, 1764, 2054, 1761, 310, 1765, 1760, 1768, 1767, 1771, 1772, 1766, 1767, 1768, 1769, 1770, 1771, 1772,
	1773, 1779, 1768, 1775, 1776, 1767, 1771, 1772, 1774, 1775, 1776, 1777, 1779, 1778, 1779, 1779, 1780, 1775, 1776, 1781,
	1774, 1782, 1783, 1773, 1785, 1784, 1785, 1786, 1787, 1786, 1787, 1785, 1788, 1194, 1789, 1768, 1767, 1771, 1772, 1775,
	1776, 1790, 1791, 1716, 1792, 1793, 1792, 1793, 1794, 141, 1795, 1744, 1796, 1798, 1797, 1798, 1798, 1799, 1800, 1801,
	1801, 1802, 1822, 1419, 1803, 1804, 1805, 1805, 1893, 1810, 1806, 1822, 1810, 1807, 1893, 1808, 1809, 1810, 1812, 1817,
	1811, 1814, 1815, 1816, 1812, 1812, 1817, 1814, 1815, 1816, 1813, 1811, 1814, 1815, 1816, 1817, 63, 62, 1818, 337,
	1819, 61, 62, 337, 1819, 1818, 1820, 1820, 1822, 1821, 1822, 1823, 1893, 1824, 1826, 1825, 1826, 1828, 1827, 1828,
	1674, 1828, 1829, 1828, 1674, 1830, 1832, 1831, 1832, 1832, 1833, 1843, 1834, 127, 1835, 173, 1836, 1837, 669, 1643,
	1838, 1643, 1839, 1840, 446, 1841, 1842, 1843, 1845, 1846, 1844, 1845, 1846, 1847, 1848, 1848, 1847, 1845, 1846, 1849,
	1850, 1856, 1851, 1852, 1432, 1853, 1432, 1854, 1432, 1856, 1686, 1855, 1852, 1856, 1432, 1857, 1864, 1860, 1858, 1864,
	1859, 1860, 1864, 1861, 1864, 357, 1866, 1862, 1864, 1863, 1864, 1866, 1865, 1866, 1942, 1880, 1881, 1882, 1867, 1877,
	1870, 1868, 1870, 1869, 1937, 1870, 1872, 1871, 1874, 1875, 1939, 1872, 1873, 1876, 1874, 1875, 1876, 1877, 1878, 1879,
	1823, 570, 1880, 1881, 1882, 1883, 1782, 1884, 1278, 1881, 1882, 1885, 738, 1886, 1942, 1880, 1941, 1887, 1888, 1889,
	1888, 1890, 1893, 1891, 1893, 1892, 1893, 1894, 1894, 1895, 977, 1055, 1896, 1899, 1897, 1898, 1897, 1899, 1828, 1900,
	1901, 1904, 1904, 1901, 1902, 1905, 685, 1903, 1904, 1901, 1901, 1904, 1905, 104, 685, 439, 1906, 1913, 1907, 1913,
	1908, 673, 674, 1909, 1913, 1919, 1915, 1910, 1911, 1913, 1912, 1913, 1913, 1914, 1915, 1913, 1916, 1913, 1917, 1919,
	1915, 1918, 1911, 1919, 1913, 1919, 1920, 1921, 1922, 1922, 1930, 1931, 1923, 1933, 1930, 1931, 1924, 1933, 1925, 2036,
	1926, 2036, 1927, 1928, 1928, 1929, 1930, 1923, 1931, 1930, 1931, 1933, 1932, 1923, 1933, 1930, 1934, 1932, 446, 1935,
	1942, 1936, 1870, 1937, 1872, 1938, 1939, 1942, 1880, 1941, 1940, 1941, 1942, 1594, 1943, 1944, 1945, 1945, 1944, 439,
	1946, 1947, 1949, 1950, 1948, 1949, 1950, 1950, 1949, 1947, 1951, 1991, 1952, 1953, 1952, 1955, 1954, 1955, 1515, 1955,
	1956, 1581, 1957, 1581, 1958, 594, 590, 1981, 1959, 594, 1981, 1960, 1959, 665, 1616, 1961, 1962, 150, 1963, 1964,
	1963, 893, 1965, 1966, 1971, 1967, 1972, 1973, 1969, 1968, 1969, 1969, 1970, 1986, 1967, 1969, 1971, 1966, 1986, 1967,
	1972, 1986, 1967, 1973, 1986, 1967, 1974, 1975, 1976, 1976, 1975, 1518, 1977, 242, 1978, 1981, 1982, 1979, 1980, 1981,
	1979, 1982, 1982, 1983, 1984, 1985, 1986, 1972, 1973, 1376, 1378, 1987, 1986, 1988, 1989, 1990, 1990, 1989, 2013, 1991,
	1986, 1992, 168, 1376, 1378, 1993, 923, 924, 925, 1994, 715, 1995, 1997, 1996, 1997, 1997, 1998, 1999, 1374, 2000,
	1373, 2001, 1999, 1374, 2002, 2003, 2005, 2005, 2004, 2003, 2005, 377, 379, 380, 1137, 183, 184, 665, 2006, 2007,
	1364, 1200, 1155, 2008, 2009, 2009, 1155, 1200, 2010, 2011, 2011, 2012, 2013, 1989, 1990, 1989, 1990, 2013, 2014, 130,
	131, 1856, 2015, 129, 132, 411, 2066, 2016, 2066, 2017, 2066, 2018, 2066, 2019, 2066, 2020, 1986, 2021, 1986, 2022,
	1986, 2023, 2025, 2024, 2025, 1621, 2026, 1087, 341, 342, 1088, 2027, 1621, 2028, 1621, 210, 2028, 2029, 210, 2030,
	210, 2031, 2030, 798, 2032, 2033, 2034, 2035, 2036, 2038, 2040, 2037, 2041, 2038, 2039, 2040, 2041, 2040, 2038, 2042,
	1928, 2043, 2044, 2045, 2046, 690, 2047, 2046, 2048, 1826, 2049, 2045, 2050, 1163, 1164, 2051, 2052, 1164, 2053, 2054,
	94, 2055, 1942, 2056, 1880, 2057, 1942, 1880, 2058, 1942, 2059, 2079, 2085, 2060, 2066, 2061, 2073, 2074, 2065, 2066,
	2062, 2061, 2066, 2061, 2062, 2063, 2066, 2061, 2062, 2064, 2061, 2065, 2066, 2062, 2067, 1205, 2068, 2069, 2069, 2073,
	2074, 2078, 308, 2070, 1167, 1272, 1165, 1166, 2071, 1416, 2073, 2074, 2078, 2072, 2073, 2074, 1167, 1272, 1165, 1166,
	2075, 2073, 2074, 2078, 2076, 2073, 2074, 2078, 308, 2077, 2078, 2079, 2080, 94, 2081, 2082, 2082, 2083, 2085, 2084,
	2085, 2086, 1168, 1206, 2087, 2136, 2054, 1167, 1272, 2088, 2089, 1605, 2090, 2091, 2093, 2090, 2093, 2092, 2091, 2093,
	2094, 2095, 2095, 2096, 2097, 2097, 2098, 2099, 2099, 829, 828, 2103, 2100, 2101, 2101, 2103, 2102, 2103, 2112, 2108,
	2109, 2104, 2105, 800, 2106, 2111, 2107, 2108, 2109, 2110, 1462, 2112, 2111, 2108, 2106, 2117, 2105, 2112, 252, 254,
	2113, 2116, 2112, 252, 2111, 2108, 2110, 2113, 2106, 2117, 2114, 2112, 2106, 2117, 2114, 2115, 2110, 2116, 2117, 595,
	2119, 2118, 2119, 2120, 2120, 2121, 2123, 2120, 2122, 2123, 2122, 2124, 2123, 2119, 2124, 2125, 2126, 2126, 2128, 2127,
	2128, 2128, 2129, 639, 1167, 1272, 2130, 2131, 2132, 2133, 2133, 2135, 2134, 2135, 2136, 2139, 2140, 2141, 2137, 2139,
	2140, 2141, 2138, 2143, 2139, 2140, 2141, 2139, 2140, 2141, 2142, 2139, 2140, 2141, 2143, 2138, 2144, 96, 2145, 169,
	928, 2146, 1405, 2147, 2139, 2140, 2141, 2138, 2143, 2148, 2139, 2140, 2141, 2149, 928, 2150, 2151, 2152, 2152, 2154,
	2153, 2154, 2155, 247, 2139, 2140, 2141, 697, 922, 2156, 2157, 2158, 2158, 1893, 2159,
};

#endif							/* MATCH_NICKNAME_TABLE_H */
