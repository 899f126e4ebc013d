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

#define NICKNAME_COUNT 2591
#define NICKNAME_MOST 8

/* All names in order, one after the other. */
static const char nickname_pool[] =
	"aaravaaronababbeabbeyabbiabbieabbigailabbigaleabbyabeabednegoabelabhiabhishekabielabigailabigale"
	"abijahabnerabrahamabramabsalomadaadalineaddieaddisonaddyadelaadelaideadelbertadeleadelineadelphi"
	"aadenaadieadinaadityaadoadolphadolphusadriadrianadrianaadrianeadrienneagaagathaaggyagnesagnieszk"
	"aahmadahmedaidanaidenaileenaishaajayakashakiraalalanalansonalastairalazamaalbertalbertaaldoaldri"
	"chalecalejandraalejandroalekaleksandralekseialenalevaalexalexanderalexandraalexandriaalexeialexe"
	"yalexisalfonsealfredalfredaalfyalgernonalgyalialicealiciaalinealisonalixalixandraallaallanallena"
	"llieallisandraallisonallyallysonallyssaalmenaalminaalmiraalonzoalphiniasalphusaltheaalvertaalyss"
	"aalzadaamabelamandaamberambroseameliaamiramitamosamyanaanandanastasiaanceandersonandiandreandrea"
	"andreasandreiandrewandreyandrianeandrzejandyangelangelaangelicaangelikaangelinaangeliqueangieang"
	"usanilanitaanjaliankitannannaanneannetteannieanseanselanselmantanthonyantoineantoinetteantonanto"
	"niaantonioanuappappieappolineappyaquillaaraarabellaarabellearamintaarchibaldarchiearchillesariar"
	"iadnearieariellearillaaristotlearizonaarjunarlenearlyarmandaarmenaarmidaarmildaarmindaarmintaarn"
	"iearnoldaronarryartartelepsaartemusarthurarthusaarunarzadaasaasahelasaphasenathashashaashleyashl"
	"yashokasseneathyaubreyaudreeaudreyaugustaugustaaugustinaaugustineaugustusaureliaaurillaaustinava"
	"rillaayeshaayseazariahazebabbabsbarbarabarberybarbiebarbybarnabasbarneybarrettbartbartelbartholo"
	"mewbarticusbartoszbasilbatbazaleelbeabeatricebeatrizbeccabeckbeckybedabedeliabedneybeedybelabeli"
	"ndabellbellabellebenbenedictbenjaminbenjybenniebennybenoitbernardberneyberniebernyberrybertberth"
	"abertiebertrambertrandbessbessiebethbethanybethenabetsybettybevbeverlybezaleelbiasbiddiebiddybig"
	"ebillbilliewilhelmbillybirdiebirtiebjornblakeblanchebobobbobbiebobbyboetiusbogdanbradbradfordbra"
	"dleybradybrandonbrandybreannabreebreeannabrendabribrianbrianabriannabridgetbridgiebridgitbridieb"
	"rinabrittbrittanybrittneybrittniebroderickbrodybrookebrosebryanbryannabryantbryceburenburtcageca"
	"itcaitlincaitlyncaitycalcaldoniacalebcalicaliforniacalistacalliecalliedonacallycalpurniacalvinca"
	"mcameroncamilecamillecammiecampbellcandacecandycarlcarlacarloscarlottacarltoncarlycarmcarmelliac"
	"armelocarmoncarolcarolanncarolecarolinecarolyncarricarriecarstencarthaettecaseycaspercasscassand"
	"racassidycassiecaswellcatherinecathleencathyceciliacedcedriccelesteceliacelindaceneceniachanchar"
	"charitycharlescharliecharlottecharmchatchaunceychellechelseachelseychelsiechencherchericherieche"
	"rylchesleychesterchetchickchloechrischrissychristachristianchristianachristianochristinachristin"
	"echristofferchristophchristopherchristychuckcicelycillacillecinderellacindycinthacissyclaasclaes"
	"clairclaireclaraclareclarenceclarindaclarissaclaudclaudiaclauscleatcleatusclemclementclementinec"
	"liffcliffordcliftoncloclumcococodycolecoliecolumbusconconnieconnorconnyconorconradconstancecoope"
	"rcoracordeliacordycoreycorinnecorneliacorneliuscorniecornycorycourtcourtneycraigcratecreaseycris"
	"sycristinacryscrystalcurgcurtcurtiscycynthiacyphoruscyreniuscyrusdaceydaciadahldaishadaisydaldal"
	"tondamiandandanidanieldanielledanndannydaphdaphiedaphnedarkeydarladarlenedarlettadarrendarrydave"
	"daveydaviddaydayciadeadeandeannedebdebbiedebbydeboradeborahdebradeclandeedeedeedeenadeepadeepakd"
	"eidredeldelbertdelfdeliadelilahdeliusdeliverancedelldelladellydeloresdelphadelphidelphiadelphine"
	"demarisdemeriasdemocratesdenadenniedennisdennisondennyderekderickderrekderrickdeuteronomydidiahd"
	"iandianadianediannediceydiciedickdickiedickondicksondickydicydididiegodillondillydimitridinadipa"
	"dipakditeditusdivyadmitridmitriydmitrydobdobbindodadollydolphdomdomenicdominicdominickdominicodo"
	"ndonadonalddonatodonnadonniedonnydonovandonydoradorcusdorindadorisdorotheadorothydorthadosiadosi"
	"edossiedotdothadottiedottydougdouglasdragandredreadrewdrinadrusilladuncandunkdutchdutydycedyched"
	"yerdylanearnestebebbieebenebenezerededdieeddyedgaredieedithedmondedmundednaednyeduardoedwardedwi"
	"nedwinaedyeedythedytheeffieeffyegberteightaeileenekaterinaelelaineelbertelbertsoneldoraeleanorel"
	"eazerelenaelenorelieliaselijaheliphaleleliphaletelisaelishaelizaelizabethellaelleellenellenderel"
	"lieellswoodellyelminieelmiraelnoraelodieeloiseelouiseelseyelsieelswoodelvieelviraelwoodelysiaelz"
	"eememanuelemelineemilemilioemilyemmaemmanuelemmyemreenneenriqueepaphroditiusephephraimeppaepseye"
	"rasmusericericaerickerickaerikerikaerinernaernesternestineernieerwinesesenethessaessieessyesteba"
	"nestellaestelleestherethanettaettyeudicyeudoraeudoriseugeneeuniceeuphemiaeurydiceeustaciaevevaev"
	"alineevanevangelineeveevelinaevelynevgeniyevgenyexieexperienceezezekielezideenezrafabiofaithfalf"
	"alconfallfalliefallonfallyfalonfannyfarmboyfatefatimafatmafayfelfelifeliciafelicityfelixfeltiefe"
	"ltyfengferbieferdieferdinandferdinandofernandofideliafiefieldfififinafinnfionafionnaflickfloflor"
	"aflorenceflossyfloydfordfranfrancesfrancescafranciefrancinefrancisfrankfrankiefranklinfranklindf"
	"rankyfranniefrannieyfrannyfredfredafreddiefreddyfredericafrederickfrederickafreyafriedafritzfron"
	"afroniafronygabbygabegabrielgabrielagabriellagabriellegailgalinaganeshgaregarethgarrattgarretgar"
	"rettgarrigarrickgarrygarygatsygauravgavingaygeegeetagenegenevievegeoffgeoffreygeorgegeorgiageorg"
	"ianageorgiegeorginegeraldgeraldinegerhardtgerigerrigerriegerrygertgertiegertrudegilgilbertginagi"
	"ngerginnygiogiorgiogiovannigitagiuliaglenglenngloriaglorygopalgorygovernorgoviegracegrantgreengr"
	"eenberrygreggregggreggorygregorygretagretchengrettagriseldagrisselguillaumegumgunnargusgussiegus"
	"tavgustavusgwengwendolynhaileyhalhalliehamhamiltonhankhannahhaphapsharishharleyharmanharoldharri"
	"etharrisonharryhartyhasanhaseltinehassanhassiehattiehaydenhayleehaylenhayleyheatherhectorheidihe"
	"lenhelenaheleneheloisehennyhenriettahenrikhenryhephsibahhepsibahherbherberthermanhermiehermioneh"
	"essyhesterhettyhezhezekiahhielhilaryhillaryhipsbibahhipsiehiramhiroshihittyhobhobkinhodahodgehod"
	"iehodyhollyhoneyhonghonorhonorahophopkinshopphoracehorryhortensehoseahoseyhosiehowardhowiehubhub"
	"erthughhugohuihumeyhunterhusainhussainhusseinhyianibibrahimiggyignatiusignatzioigorikeimmanuelim"
	"ogeninaindiaindieindiraindyinesinezingridionaireneirinairvirvinirvingirwinisaacisabelisabellaisa"
	"belleisadoraisadoreisaiahisidoreislaissyiuliiaiuriiivaivanivyiwanizzyjaapjackjackiejacksonjacobj"
	"acobusjacquelinejacquijadejaelinjaelynjahodajailynjakejakobjalenjamesjameyjamiejanjanejanetjanic"
	"ejaniejannettjapjasminejasperjavierjayjayajaydenjayejaylinjaylynjaymejeanjeanettejeannejeannieje"
	"bjebadiahjedjedediahjedidiahjeffjeffereyjeffersonjefferyjeffreyjehieljehujemjemimajenjennjennetj"
	"ennijenniejenniferjennyjensjeremejeremiahjeremyjeritajerryjessjessicajessiejettiejezjezzajilljil"
	"lianjimjimmiejimmyjincyjingjinsyjirijojoanjoannjoannajoannejoaojockjodijodiejodyjoejoeyjohanjoha"
	"nnjohannajohannahjohannesjohnjohnathanjohnathonjohnnyjohnyjonjonathanjonathonjonniejonnyjordanjo"
	"rgjorgejosjosejosephjosephinejosettajoseyjoshjoshuajosiahjosiejosophinejoyjoycejrjuanjuanitajudj"
	"udajudahjudejuderjudijudiejudithjudsonjudyjuergenjulejulesjuliajulianjuliasjuliejunjunejuniejuni"
	"orjuniusjurgenjustinjustinajustonjustuskaikaitkaitiekaitlinkaitlynkaitlynnkalikallikamkameronkan"
	"ekarakareemkarikarimkarinkarlakarstenkarthikkartikkasiakatarinakatekatelinkatelynkatherinekathle"
	"enkathrinkathrynkathykatiakatiekatrinkatykavitakavithakaykayekaylakeirakelleykellikelliekellyken"
	"kendallkendrakendrickkendrikkenjkenjikennakennethkennykentkenzykerrikerrykevkevinkeziahkhalidkia"
	"hkillkilliskimkimberleykimberlikimberlykingkingsleykingstonkirankirillkissykitkittiekizzakizziek"
	"lauskonstantinkriskrishnakristelkristenkristinkristinakristinekristoferkristofferkristopherkrist"
	"ykrzysztofkumarkylekymkymberlylachlanlafayettelaffielailalainielakshmilalitalamontlanlanilannala"
	"nnylansonlaodicialaralarrylarslatishalauralaurellaurenlaurencelaurentlaurielaurindalaurynlavedal"
	"avernelavinalavinialavonialavonnelawrencelawrielaxmilaylalazarlealeafaleahleannelecurgusleeleetl"
	"eftleilaleilanilemlemuellenlenalennielennylenoraleoleonleonardleonidasleonoraleonoreleroyleslesl"
	"eyleslielessielesterletitialetticelettielevelevilevicylevonelevylewislexililiamliasliblibbylidia"
	"lifeligelillilalileylillahlillianlillylilylinlinalincolnlindalindsaylindseylindsielindsylindylin"
	"eaulinhlinklionellisalishlissalissialittlelittleberrylivializlizalizzielizzylloydlodiloganloislo"
	"lalollylonlonnielonnylonzoloomieloreleilorenlorenzolorettalorilorielornelorrainelorrielorrylotta"
	"lottieloulouielouislouisalouiselouvinialuluclucalucaslucialuciaslucillelucinalucindaluciuslucret"
	"ialucyludmilaluellaluigiluislukaslukaszlukelulalunettaluraluranalutherlyddylydialynlyndonlynnlyu"
	"dmilamabelmacmackmackenziemaddimaddiemaddisonmaddymadelinemadelynmadgemadhumadiemadisonmaemaegen"
	"magdamagdalenamagdelinamaggiemaggymahalamaheshmaisiemakaylamaksimmalmalachimalcmalcolmmalindamal"
	"lymamiemandamandiemandymanervamanishmannymanoahmanojmanolamanonmanthamanuelmarcmarciamarciemarco"
	"marcusmarekmargaretmargarettamargaritamargemargerymargiemargomargueritemargymariamariahmarianmar"
	"iannamariemariettamarilynmarionmarismarissamariyamarjoriemarkmarkomarnimarniemarshamartamarthama"
	"rtinmartinamartinemartymarvmarvinmarymasamasayukimasonmatmateomathewmathiasmathieumathildamatild"
	"amattmatthewmatthewsmatthiasmattiemattymatymaudmaureenmauricemavemaverymavinemaxmaximmaximilianm"
	"aximillianmaxinemaxwellmaymcmckennameakamedorameenameerameesmegmeganmeghanmehitabelmehmetmeimelm"
	"elaniemelchizedekmeliamelindamelissamelliamelliemellonymellymelomelodymelvinmelvinamenamenaalmen"
	"amercedesmercimercymertmervmervinmervynmettameusmiamicahmicajahmichaelmichalmichealmichellemickm"
	"ickeymickymiddiemiddymidgemiggymiguaelmiguaellmiguailmiguaillmiguaylmiguayllmiguelmiguellmikemik"
	"eymikymilanmildredmillicentmilliemillymimamimiminminamindiemindyminervamingminhminiteminnieminty"
	"miramirandamiriammirkomissymitchmitchellmittiemittymitzimitziemockmohamedmohammadmohammedmohanmo"
	"lliemollymonamonetmonicamonikamonnamonniemontemonteleonmontesquemontgomerymontymoreymorrismortmo"
	"rtimermosemosesmossmuhammadmukeshmurmurielmustafamyramyrtmyrtimyrtlenabbynacenadanadianadinenald"
	"onannancynandonannynaominapnapoleonnappynareshnatnatalienatashanatenathalienathannathanielnatius"
	"nattynaveennavinnaznednehaneilnelianellnellenellienellynelsnelsonnervanervienessanettanettienewt"
	"newtonnibnibbynicniceynicholasnicholenicholettenicienicknickeynickinickienickyniclasniconicodemu"
	"snicolanicolasnicolenielnikhilnikitanikkiniklasnikolasnikoleninanishanitanitinnoahnoelnoeminolen"
	"ollienonienonnienoranorahnorbertnorbunorbusamtenorbynormnormannorrynowellobadiahobedobediahobedi"
	"enceobieoctaviaodeodellodoolaolafolegolgaoliveoliveroliviaollieolphomaromionaoneonicyphorousonie"
	"onnieophioraorillaorlandoorpheliaosaforumosaforusoscaroskarossyoswaldoteothaotisowenozzypablopad"
	"dypaigepampamelapandorapaoloparmeliaparsunypartheniapascalpasooniepatpatepatiencepatriciapatrick"
	"patsypattipattypaulpaulapaulinapaulinepavelpawelpedropegpeggiepeggypelegrinepenelopepeniepennype"
	"rcivalpercyperegrinepermeliapernettaperrypersephonepetepeterpetronellapheliaphenapheneypheniephe"
	"rbiapheribaphilphiladelphiaphilanderphiletusphilindaphilipphilipinaphillipphillyphilomenaphoebep"
	"ierrepinckneypinkpiotrpippiperpleasantplespocahontaspokeypollypoojapoppyposthumapradeeppradippra"
	"kashpramodpranavprashantpraveenpravinpreetipresprescottpriscillaprissypritipriyaprovidenceprovyp"
	"rudenceprudypruepujaquilquillaquillierachaelrachelrafarafaelarahulrainerrajrajeevrajeshrajivrake"
	"shralfralphramrameshramonarandallrandirandolfrandolphrandyraniraphaelrasmusraulravirayraymondraz"
	"erearebarebeccareereeceregreggiereginareginaldreinerrekhareliefrellaremirenrenarenatereniusrenny"
	"rettareubenreynoldrhettrhodarhodellarhynarhynierhysriahrianrianericardorichrichardricherichieric"
	"krickarickeyrickierickyriennerileyrillarillyrissaritariyarobrobbierobbyrobertrobertarobertorobyr"
	"odroddyroderickrodgerrodierodneyrodrigorogerogerrohanrohitrolandrolfrollorollyromanronronaldroni"
	"eronnaronnieronnyrosarosabelrosabellarosaennrosaennarosalindarosalynroscoeroseroseannroseannaros"
	"eannerosemarierosemaryroseyrosierosinarossroxroxaneroxannaroxanneroxieroyrozruberubyrudolphrudol"
	"phusrudyrumintarupertrussrussellrustyruthryryansabrinasachinsadiesafiesafieelsalsallysalmonsalom"
	"esalvadorsamsamanthasammysampsonsamsonsamuelsamyrasandeepsandipsandrasandysanfordsangeetasangita"
	"sanjaisanjaysantiagosantoshsarasarahsarillasaritasashasaulsavannasavannahscarlettsceeterscottsco"
	"ttiescottyseansebsebastiansebbyseeseemaseethaselmaseneseniesephsephyserenaserenesergeisergeyserg"
	"iosergueiserillasethseymourshashainashankarsharonshaunshawnshaysheilashelsheldonshelleyshelliesh"
	"ellysheltonshelyshersherisheridansherrisherrysherrylsherylshilpashirlshirleyshivshreyashriyashya"
	"msisibbellsibbiesibbillasidsidneysiennasierrasigsigfiredsigfridsigismundsilassilencesillasilvest"
	"ersilviasimasimeonsimonsinasinahsionsissitaskyeslysmithsmittysocratessofiasolsollysolomonsondras"
	"oniasonjasonniesonnysonyasophiasophiesophroniasorensquatstaceystacistaciastaciestacystalstefanst"
	"effensteffisteffiestellastephstephanstephanistephaniestephanystephenstephiestephinestevestevenst"
	"eviestustuartsudhasuesukeysukisulasuliesullivansullysummersunilsunitasureshsusansusannahsushmasu"
	"siesuzannesuziesvensvenjasvetlanaswatiswenswenesysybillsydsydneysylsylvanussylvestersylviasylvie"
	"syphoroustabbytabithatahliataltaliatamaratamarratamitammietammytamzinetanafratannytaratariktariq"
	"tashtashatashietatianatatyanatavetaviatedteddyteenytegantellytemperancetempytenseyterenceteresat"
	"eriterriterrieterrytesstessatessiethadthaddeusthanthaneytheotheodoratheodoretheodosiatheodosiust"
	"heophilustheothatheresathiasthierrythirzathomthomasthomasathorstenthursathystibbieticktifftiffan"
	"ytiffytilfordtillatillietillytimtimmytimothytinatinetishtishatitiatobiastobytomtomastomasztommyt"
	"onytoritorietorritorrietorstentorytracitracietracytrannietranquillatriciatrinatrishtrishatrixtri"
	"xietrudytryphenatyleruliulrichulrikeumaumaruniceuriahursulaushauwevaclavvadimvalvalentinavalenti"
	"nevalerivaleriavalerievallievanvanburenvandaliavanessavangievannavannievarunvedavernaverniseever"
	"nonveronicavertvessievestvestervetvivicvickivickievickyvictorvictoriavicyvijvijaivijayvikasvikra"
	"mvinvinavincevincentvincenzovineyvinnievinnyvinodvinsonviolavioletviolettavirdievirginiavirgyvis"
	"halvivvivekvivianvladimirvonvonnavonniewaldowallacewallywaltwalterwashwashingtonwebbwebsterweiwe"
	"nwendyweswesleywestwestleywilwilberwilburwildawilfredwilhelmwilhelminawillwilliamwilliewilliswil"
	"lywilmawilsonwinwinfieldwinifredwinnetwinniewinnifredwinnywintwintonwladimirwolfgangwoodwoodroww"
	"oodywynchaxavierxinyanyangyannyeonayevgenyyingyoshiyoshihikoyousefyoussefyousufyukiyulyulanyulia"
	"yuliyayunyuriyuriyyuryyusufyvesyvonnezaczachzachariahzacharyzacheryzachyzackzadazaddizadiezadock"
	"zainabzakzakkzarazayzebzebedeezedzedediahzeelyzekezephzephaniahzeynepzoezoeyzofiazolly"
	;

/* Where each begins, and the end. */
static const uint16_t nickname_at[2592] = {
	0, 5, 10, 12, 16, 21, 25, 30, 38, 46, 50, 53, 61, 65, 69, 77, 82, 89, 96, 102,
	107, 114, 119, 126, 129, 136, 141, 148, 152, 157, 165, 173, 178, 185, 193, 198, 202, 207, 213, 216,
	222, 230, 234, 240, 247, 254, 262, 265, 271, 275, 280, 289, 294, 299, 304, 309, 315, 320, 324, 329,
	334, 336, 340, 347, 355, 362, 368, 375, 379, 386, 390, 399, 408, 412, 421, 428, 432, 437, 441, 450,
	459, 469, 475, 481, 487, 494, 500, 507, 511, 519, 523, 526, 531, 537, 542, 548, 552, 561, 565, 570,
	575, 580, 590, 597, 601, 608, 615, 621, 627, 633, 639, 648, 654, 660, 667, 673, 679, 685, 691, 696,
	703, 709, 713, 717, 721, 724, 727, 732, 741, 745, 753, 757, 762, 768, 775, 781, 787, 793, 801, 808,
	812, 817, 823, 831, 839, 847, 856, 861, 866, 870, 875, 881, 886, 889, 893, 897, 904, 909, 913, 918,
	924, 927, 934, 941, 951, 956, 963, 970, 973, 976, 981, 989, 993, 1000, 1003, 1011, 1019, 1027, 1036, 1042,
	1051, 1054, 1061, 1065, 1072, 1078, 1087, 1094, 1099, 1105, 1109, 1116, 1122, 1128, 1135, 1142, 1149, 1154, 1160, 1164,
	1168, 1171, 1180, 1187, 1193, 1200, 1204, 1210, 1213, 1219, 1224, 1231, 1234, 1238, 1244, 1249, 1254, 1260, 1264, 1270,
	1276, 1282, 1288, 1295, 1304, 1313, 1321, 1328, 1335, 1341, 1349, 1355, 1359, 1366, 1369, 1372, 1376, 1383, 1390, 1396,
	1401, 1409, 1415, 1422, 1426, 1432, 1443, 1451, 1458, 1463, 1466, 1474, 1477, 1485, 1492, 1497, 1501, 1506, 1510, 1517,
	1523, 1528, 1532, 1539, 1543, 1548, 1553, 1556, 1564, 1572, 1577, 1583, 1588, 1594, 1601, 1607, 1613, 1618, 1623, 1627,
	1633, 1639, 1646, 1654, 1658, 1664, 1668, 1675, 1682, 1687, 1692, 1695, 1702, 1710, 1714, 1720, 1725, 1729, 1733, 1746,
	1751, 1757, 1763, 1768, 1773, 1780, 1782, 1785, 1791, 1796, 1803, 1809, 1813, 1821, 1828, 1833, 1840, 1846, 1853, 1857,
	1865, 1871, 1874, 1879, 1885, 1892, 1899, 1906, 1913, 1919, 1924, 1929, 1937, 1945, 1953, 1962, 1967, 1973, 1978, 1983,
	1990, 1996, 2001, 2006, 2010, 2014, 2018, 2025, 2032, 2037, 2040, 2048, 2053, 2057, 2067, 2074, 2080, 2090, 2095, 2104,
	2110, 2113, 2120, 2126, 2133, 2139, 2147, 2154, 2159, 2163, 2168, 2174, 2182, 2189, 2194, 2198, 2207, 2214, 2220, 2225,
	2233, 2239, 2247, 2254, 2259, 2265, 2272, 2282, 2287, 2293, 2297, 2306, 2313, 2319, 2326, 2335, 2343, 2348, 2355, 2358,
	2364, 2371, 2376, 2383, 2387, 2392, 2396, 2400, 2407, 2414, 2421, 2430, 2435, 2439, 2447, 2453, 2460, 2467, 2474, 2478,
	2482, 2487, 2493, 2499, 2506, 2513, 2517, 2522, 2527, 2532, 2539, 2546, 2555, 2565, 2575, 2584, 2593, 2604, 2613, 2624,
	2631, 2636, 2642, 2647, 2652, 2662, 2667, 2673, 2678, 2683, 2688, 2693, 2699, 2704, 2709, 2717, 2725, 2733, 2738, 2745,
	2750, 2755, 2762, 2766, 2773, 2783, 2788, 2796, 2803, 2806, 2810, 2814, 2818, 2822, 2827, 2835, 2838, 2844, 2850, 2855,
	2860, 2866, 2875, 2881, 2885, 2893, 2898, 2903, 2910, 2918, 2927, 2933, 2938, 2942, 2947, 2955, 2960, 2965, 2972, 2978,
	2986, 2990, 2997, 3001, 3005, 3011, 3013, 3020, 3028, 3036, 3041, 3046, 3051, 3055, 3061, 3066, 3069, 3075, 3081, 3084,
	3088, 3094, 3102, 3106, 3111, 3115, 3121, 3127, 3133, 3138, 3145, 3153, 3159, 3164, 3168, 3173, 3178, 3181, 3187, 3190,
	3194, 3200, 3203, 3209, 3214, 3220, 3227, 3232, 3238, 3241, 3247, 3252, 3257, 3263, 3269, 3272, 3279, 3283, 3288, 3295,
	3301, 3312, 3316, 3321, 3326, 3333, 3339, 3345, 3352, 3360, 3367, 3375, 3385, 3389, 3395, 3401, 3409, 3414, 3419, 3425,
	3431, 3438, 3449, 3451, 3455, 3459, 3464, 3469, 3475, 3480, 3485, 3489, 3495, 3501, 3508, 3513, 3517, 3521, 3526, 3532,
	3537, 3544, 3548, 3552, 3557, 3561, 3566, 3571, 3577, 3584, 3590, 3593, 3599, 3603, 3608, 3613, 3616, 3623, 3630, 3638,
	3646, 3649, 3653, 3659, 3665, 3670, 3676, 3681, 3688, 3692, 3696, 3702, 3709, 3714, 3722, 3729, 3735, 3740, 3745, 3751,
	3754, 3759, 3765, 3770, 3774, 3781, 3787, 3790, 3794, 3798, 3803, 3811, 3817, 3821, 3826, 3830, 3834, 3839, 3843, 3848,
	3855, 3857, 3862, 3866, 3874, 3876, 3881, 3885, 3890, 3894, 3899, 3905, 3911, 3915, 3919, 3926, 3932, 3937, 3943, 3947,
	3952, 3958, 3963, 3967, 3973, 3979, 3985, 3994, 3996, 4002, 4008, 4017, 4023, 4030, 4037, 4042, 4048, 4051, 4056, 4062,
	4071, 4080, 4085, 4091, 4096, 4105, 4109, 4113, 4118, 4126, 4131, 4139, 4143, 4150, 4156, 4162, 4168, 4174, 4181, 4186,
	4191, 4198, 4203, 4209, 4215, 4221, 4225, 4227, 4234, 4241, 4245, 4251, 4256, 4260, 4268, 4272, 4276, 4280, 4287, 4300,
	4303, 4310, 4314, 4319, 4326, 4330, 4335, 4340, 4346, 4350, 4355, 4359, 4363, 4369, 4378, 4383, 4388, 4390, 4397, 4401,
	4406, 4410, 4417, 4424, 4431, 4437, 4442, 4446, 4450, 4456, 4462, 4469, 4475, 4481, 4489, 4497, 4505, 4507, 4510, 4517,
	4521, 4531, 4534, 4541, 4547, 4554, 4560, 4564, 4574, 4576, 4583, 4590, 4594, 4599, 4604, 4607, 4613, 4617, 4623, 4629,
	4634, 4639, 4644, 4651, 4655, 4661, 4666, 4669, 4672, 4676, 4683, 4691, 4696, 4702, 4707, 4711, 4717, 4723, 4732, 4742,
	4750, 4757, 4760, 4765, 4769, 4773, 4777, 4782, 4788, 4793, 4796, 4801, 4809, 4815, 4820, 4824, 4828, 4835, 4844, 4851,
	4859, 4866, 4871, 4878, 4886, 4895, 4901, 4908, 4916, 4922, 4926, 4931, 4938, 4944, 4953, 4962, 4972, 4977, 4983, 4988,
	4993, 4999, 5004, 5009, 5013, 5020, 5028, 5037, 5046, 5050, 5056, 5062, 5066, 5072, 5079, 5085, 5092, 5097, 5104, 5109,
	5113, 5118, 5124, 5129, 5132, 5135, 5140, 5144, 5153, 5158, 5166, 5172, 5179, 5188, 5195, 5203, 5209, 5218, 5226, 5230,
	5235, 5241, 5246, 5250, 5256, 5264, 5267, 5274, 5278, 5284, 5289, 5292, 5299, 5307, 5311, 5317, 5321, 5326, 5332, 5337,
	5342, 5346, 5354, 5359, 5364, 5369, 5374, 5384, 5388, 5393, 5401, 5408, 5413, 5421, 5427, 5435, 5442, 5451, 5454, 5460,
	5463, 5469, 5475, 5483, 5487, 5496, 5502, 5505, 5511, 5514, 5522, 5526, 5532, 5535, 5539, 5545, 5551, 5557, 5563, 5570,
	5578, 5583, 5588, 5593, 5602, 5608, 5614, 5620, 5626, 5632, 5638, 5644, 5651, 5657, 5662, 5667, 5673, 5679, 5686, 5691,
	5700, 5706, 5711, 5720, 5728, 5732, 5739, 5745, 5751, 5759, 5764, 5770, 5775, 5778, 5786, 5790, 5796, 5803, 5812, 5818,
	5823, 5830, 5835, 5838, 5844, 5848, 5853, 5858, 5862, 5867, 5872, 5876, 5881, 5887, 5890, 5897, 5901, 5907, 5912, 5920,
	5925, 5930, 5935, 5941, 5946, 5949, 5955, 5959, 5963, 5966, 5971, 5977, 5983, 5990, 5997, 5999, 6002, 6004, 6011, 6015,
	6023, 6031, 6035, 6038, 6046, 6052, 6055, 6060, 6065, 6071, 6075, 6079, 6083, 6089, 6093, 6098, 6103, 6106, 6111, 6117,
	6122, 6127, 6133, 6141, 6149, 6156, 6163, 6169, 6176, 6180, 6184, 6190, 6195, 6198, 6202, 6205, 6209, 6213, 6217, 6221,
	6227, 6234, 6239, 6246, 6256, 6262, 6266, 6272, 6278, 6284, 6290, 6294, 6299, 6304, 6309, 6314, 6319, 6322, 6326, 6331,
	6337, 6342, 6349, 6352, 6359, 6365, 6371, 6374, 6378, 6384, 6388, 6394, 6400, 6405, 6409, 6417, 6423, 6430, 6433, 6441,
	6444, 6452, 6460, 6464, 6472, 6481, 6488, 6495, 6501, 6505, 6508, 6514, 6517, 6521, 6527, 6532, 6538, 6546, 6551, 6555,
	6561, 6569, 6575, 6581, 6586, 6590, 6597, 6603, 6609, 6612, 6617, 6621, 6628, 6631, 6637, 6642, 6647, 6651, 6656, 6660,
	6662, 6666, 6671, 6677, 6683, 6687, 6691, 6695, 6700, 6704, 6707, 6711, 6716, 6722, 6729, 6737, 6745, 6749, 6758, 6767,
	6773, 6778, 6781, 6789, 6797, 6803, 6808, 6814, 6818, 6823, 6826, 6830, 6836, 6845, 6852, 6857, 6861, 6867, 6873, 6878,
	6887, 6890, 6895, 6897, 6901, 6908, 6911, 6915, 6920, 6924, 6929, 6933, 6938, 6944, 6950, 6954, 6961, 6965, 6970, 6975,
	6981, 6987, 6992, 6995, 6999, 7004, 7010, 7016, 7022, 7028, 7035, 7041, 7047, 7050, 7054, 7060, 7067, 7074, 7082, 7086,
	7091, 7094, 7101, 7105, 7109, 7115, 7119, 7124, 7129, 7134, 7141, 7148, 7154, 7159, 7167, 7171, 7178, 7185, 7194, 7202,
	7209, 7216, 7221, 7226, 7231, 7237, 7241, 7247, 7254, 7257, 7261, 7266, 7271, 7277, 7282, 7288, 7293, 7296, 7303, 7309,
	7317, 7324, 7328, 7333, 7338, 7345, 7350, 7354, 7359, 7364, 7369, 7372, 7377, 7383, 7389, 7393, 7397, 7403, 7406, 7415,
	7423, 7431, 7435, 7443, 7451, 7456, 7462, 7467, 7470, 7476, 7481, 7487, 7492, 7502, 7506, 7513, 7520, 7527, 7534, 7542,
	7550, 7559, 7569, 7579, 7585, 7594, 7599, 7603, 7606, 7614, 7621, 7630, 7636, 7641, 7647, 7654, 7660, 7666, 7669, 7673,
	7678, 7683, 7689, 7697, 7701, 7706, 7710, 7717, 7722, 7728, 7734, 7742, 7749, 7755, 7763, 7769, 7775, 7782, 7788, 7795,
	7802, 7809, 7817, 7823, 7828, 7833, 7838, 7841, 7846, 7850, 7856, 7864, 7867, 7871, 7875, 7880, 7887, 7890, 7896, 7899,
	7903, 7909, 7914, 7920, 7923, 7927, 7934, 7942, 7949, 7956, 7961, 7964, 7970, 7976, 7982, 7988, 7995, 8002, 8008, 8012,
	8016, 8022, 8028, 8032, 8037, 8041, 8043, 8047, 8051, 8054, 8059, 8064, 8068, 8072, 8075, 8079, 8084, 8090, 8097, 8102,
	8106, 8109, 8113, 8120, 8125, 8132, 8139, 8146, 8152, 8157, 8163, 8167, 8171, 8177, 8181, 8185, 8190, 8196, 8202, 8213,
	8218, 8221, 8225, 8231, 8236, 8241, 8245, 8250, 8254, 8258, 8263, 8266, 8272, 8277, 8282, 8288, 8295, 8300, 8307, 8314,
	8318, 8323, 8328, 8336, 8342, 8347, 8352, 8358, 8361, 8366, 8371, 8377, 8383, 8391, 8393, 8396, 8400, 8405, 8410, 8416,
	8423, 8429, 8436, 8442, 8450, 8454, 8461, 8467, 8472, 8476, 8481, 8487, 8491, 8495, 8502, 8506, 8512, 8518, 8523, 8528,
	8531, 8537, 8541, 8549, 8554, 8557, 8561, 8570, 8575, 8581, 8589, 8594, 8602, 8609, 8614, 8619, 8624, 8631, 8634, 8640,
	8645, 8654, 8663, 8669, 8674, 8680, 8686, 8692, 8699, 8705, 8708, 8715, 8719, 8726, 8733, 8738, 8743, 8748, 8754, 8759,
	8766, 8772, 8777, 8783, 8788, 8794, 8799, 8805, 8811, 8815, 8821, 8827, 8832, 8838, 8843, 8851, 8861, 8870, 8875, 8882,
	8888, 8893, 8903, 8908, 8913, 8919, 8925, 8933, 8938, 8946, 8953, 8959, 8964, 8971, 8977, 8985, 8989, 8994, 8999, 9005,
	9011, 9016, 9022, 9028, 9035, 9042, 9047, 9051, 9057, 9061, 9065, 9073, 9078, 9081, 9086, 9092, 9099, 9106, 9114, 9121,
	9125, 9132, 9140, 9148, 9154, 9159, 9163, 9167, 9174, 9181, 9185, 9191, 9197, 9200, 9205, 9215, 9226, 9232, 9239, 9242,
	9244, 9251, 9256, 9262, 9267, 9272, 9276, 9279, 9284, 9290, 9299, 9305, 9308, 9311, 9318, 9329, 9334, 9341, 9348, 9354,
	9360, 9367, 9372, 9376, 9382, 9388, 9395, 9399, 9409, 9417, 9422, 9427, 9431, 9435, 9441, 9447, 9452, 9456, 9459, 9464,
	9471, 9478, 9484, 9491, 9499, 9503, 9509, 9514, 9520, 9525, 9530, 9535, 9542, 9550, 9557, 9565, 9572, 9580, 9586, 9593,
	9597, 9602, 9606, 9611, 9618, 9627, 9633, 9638, 9642, 9646, 9649, 9653, 9659, 9664, 9671, 9675, 9679, 9685, 9691, 9696,
	9700, 9707, 9713, 9718, 9723, 9728, 9736, 9742, 9747, 9752, 9758, 9762, 9769, 9777, 9785, 9790, 9796, 9801, 9805, 9810,
	9816, 9822, 9827, 9833, 9838, 9847, 9856, 9866, 9871, 9876, 9882, 9886, 9894, 9898, 9903, 9907, 9915, 9921, 9924, 9930,
	9937, 9941, 9945, 9950, 9956, 9961, 9965, 9969, 9974, 9980, 9985, 9988, 9993, 9998, 10003, 10008, 10011, 10019, 10024, 10030,
	10033, 10040, 10047, 10051, 10059, 10065, 10074, 10080, 10085, 10091, 10096, 10099, 10102, 10106, 10110, 10115, 10119, 10124, 10130, 10135,
	10139, 10145, 10150, 10156, 10161, 10166, 10172, 10176, 10182, 10185, 10190, 10193, 10198, 10206, 10213, 10223, 10228, 10232, 10238, 10243,
	10249, 10254, 10260, 10264, 10273, 10279, 10286, 10292, 10296, 10302, 10308, 10313, 10319, 10326, 10332, 10336, 10341, 10345, 10350, 10354,
	10358, 10363, 10367, 10373, 10378, 10384, 10388, 10393, 10400, 10405, 10415, 10420, 10424, 10430, 10435, 10441, 10448, 10452, 10459, 10468,
	10472, 10479, 10482, 10487, 10490, 10493, 10497, 10501, 10505, 10510, 10516, 10522, 10527, 10531, 10535, 10538, 10541, 10544, 10556, 10560,
	10565, 10569, 10572, 10578, 10585, 10593, 10601, 10609, 10614, 10619, 10623, 10629, 10632, 10636, 10640, 10644, 10648, 10653, 10658, 10663,
	10666, 10672, 10679, 10684, 10692, 10699, 10708, 10714, 10722, 10725, 10729, 10737, 10745, 10752, 10757, 10762, 10767, 10771, 10776, 10783,
	10790, 10795, 10800, 10805, 10808, 10814, 10819, 10828, 10836, 10841, 10846, 10854, 10859, 10868, 10876, 10884, 10889, 10899, 10903, 10908,
	10918, 10924, 10929, 10935, 10941, 10948, 10955, 10959, 10971, 10980, 10988, 10996, 11002, 11011, 11018, 11024, 11033, 11039, 11045, 11053,
	11057, 11062, 11065, 11070, 11078, 11082, 11092, 11097, 11102, 11107, 11112, 11120, 11127, 11133, 11140, 11146, 11152, 11160, 11167, 11173,
	11179, 11183, 11191, 11200, 11206, 11211, 11216, 11226, 11231, 11239, 11244, 11248, 11252, 11256, 11262, 11269, 11276, 11282, 11286, 11293,
	11298, 11304, 11307, 11313, 11319, 11324, 11330, 11334, 11339, 11342, 11348, 11354, 11361, 11366, 11373, 11381, 11386, 11390, 11397, 11403,
	11407, 11411, 11414, 11421, 11425, 11428, 11432, 11439, 11442, 11447, 11450, 11456, 11462, 11470, 11476, 11481, 11487, 11492, 11496, 11499,
	11503, 11509, 11515, 11520, 11525, 11531, 11538, 11543, 11548, 11556, 11561, 11567, 11571, 11575, 11579, 11584, 11591, 11595, 11602, 11607,
	11613, 11617, 11622, 11628, 11634, 11639, 11645, 11650, 11655, 11660, 11665, 11669, 11673, 11676, 11682, 11687, 11693, 11700, 11707, 11711,
	11714, 11719, 11727, 11733, 11738, 11744, 11751, 11755, 11760, 11765, 11770, 11776, 11780, 11785, 11790, 11795, 11798, 11804, 11809, 11814,
	11820, 11825, 11829, 11836, 11845, 11852, 11860, 11869, 11876, 11882, 11886, 11893, 11901, 11909, 11918, 11926, 11931, 11936, 11942, 11946,
	11949, 11955, 11962, 11969, 11974, 11977, 11980, 11984, 11988, 11995, 12004, 12008, 12015, 12021, 12025, 12032, 12037, 12041, 12043, 12047,
	12054, 12060, 12065, 12070, 12077, 12080, 12085, 12091, 12097, 12105, 12108, 12116, 12121, 12128, 12134, 12140, 12146, 12153, 12159, 12165,
	12170, 12177, 12185, 12192, 12198, 12204, 12212, 12219, 12223, 12228, 12235, 12241, 12246, 12250, 12257, 12265, 12273, 12280, 12285, 12292,
	12298, 12302, 12305, 12314, 12319, 12322, 12327, 12333, 12338, 12342, 12347, 12351, 12356, 12362, 12368, 12374, 12380, 12386, 12393, 12400,
	12404, 12411, 12414, 12420, 12427, 12433, 12438, 12443, 12447, 12453, 12457, 12464, 12471, 12478, 12484, 12491, 12496, 12500, 12505, 12513,
	12519, 12525, 12532, 12538, 12544, 12549, 12556, 12560, 12566, 12572, 12577, 12579, 12586, 12592, 12600, 12603, 12609, 12615, 12621, 12624,
	12632, 12639, 12648, 12653, 12660, 12665, 12674, 12680, 12684, 12690, 12695, 12699, 12704, 12708, 12711, 12715, 12719, 12722, 12727, 12733,
	12741, 12746, 12749, 12754, 12761, 12767, 12772, 12777, 12783, 12788, 12793, 12799, 12805, 12814, 12819, 12824, 12830, 12835, 12841, 12847,
	12852, 12856, 12862, 12869, 12875, 12882, 12888, 12893, 12900, 12908, 12917, 12925, 12932, 12939, 12947, 12952, 12958, 12964, 12967, 12973,
	12978, 12981, 12986, 12990, 12994, 12999, 13007, 13012, 13018, 13023, 13029, 13035, 13040, 13048, 13054, 13059, 13066, 13071, 13075, 13081,
	13089, 13094, 13098, 13103, 13105, 13111, 13114, 13120, 13123, 13131, 13140, 13146, 13152, 13161, 13166, 13173, 13179, 13182, 13187, 13193,
	13200, 13204, 13210, 13215, 13222, 13229, 13234, 13238, 13243, 13248, 13252, 13257, 13263, 13270, 13277, 13281, 13286, 13289, 13294, 13299,
	13304, 13309, 13319, 13324, 13330, 13337, 13343, 13347, 13352, 13358, 13363, 13367, 13372, 13378, 13382, 13390, 13394, 13400, 13404, 13412,
	13420, 13429, 13439, 13449, 13456, 13463, 13468, 13475, 13481, 13485, 13491, 13498, 13506, 13512, 13516, 13522, 13526, 13530, 13537, 13542,
	13549, 13554, 13560, 13565, 13568, 13573, 13580, 13584, 13588, 13592, 13597, 13602, 13608, 13612, 13615, 13620, 13626, 13631, 13635, 13639,
	13644, 13649, 13655, 13662, 13666, 13671, 13677, 13682, 13689, 13699, 13705, 13710, 13715, 13721, 13725, 13731, 13736, 13744, 13749, 13752,
	13758, 13764, 13767, 13771, 13776, 13781, 13787, 13791, 13794, 13800, 13805, 13808, 13817, 13826, 13832, 13839, 13846, 13852, 13855, 13863,
	13871, 13878, 13884, 13889, 13895, 13900, 13904, 13909, 13917, 13923, 13931, 13935, 13941, 13945, 13951, 13954, 13956, 13959, 13964, 13970,
	13975, 13981, 13989, 13993, 13996, 14001, 14006, 14011, 14017, 14020, 14024, 14029, 14036, 14044, 14049, 14055, 14060, 14065, 14071, 14076,
	14082, 14090, 14096, 14104, 14109, 14115, 14118, 14123, 14129, 14137, 14140, 14145, 14151, 14156, 14163, 14168, 14172, 14178, 14182, 14192,
	14196, 14203, 14206, 14209, 14214, 14217, 14223, 14227, 14234, 14237, 14243, 14249, 14254, 14261, 14268, 14278, 14282, 14289, 14295, 14301,
	14306, 14311, 14317, 14320, 14328, 14336, 14342, 14348, 14357, 14362, 14366, 14372, 14380, 14388, 14392, 14399, 14404, 14410, 14416, 14419,
	14422, 14426, 14430, 14435, 14442, 14446, 14451, 14460, 14466, 14473, 14479, 14483, 14486, 14491, 14496, 14502, 14505, 14509, 14514, 14518,
	14523, 14527, 14533, 14536, 14540, 14549, 14556, 14563, 14568, 14572, 14576, 14581, 14586, 14592, 14598, 14601, 14605, 14609, 14612, 14615,
	14622, 14625, 14633, 14638, 14642, 14646, 14655, 14661, 14664, 14668, 14673, 14678,
};

/* Where the list of each begins, and the end. */
static const uint16_t nickname_start[2592] = {
	0, 1, 2, 10, 15, 20, 25, 31, 32, 33, 38, 42, 43, 44, 46, 47, 48, 49, 50, 51,
	52, 53, 54, 55, 59, 60, 63, 64, 72, 74, 76, 77, 80, 82, 83, 84, 89, 91, 92, 94,
	96, 97, 99, 100, 101, 102, 103, 105, 106, 111, 113, 114, 116, 117, 118, 120, 122, 124, 125, 126,
	127, 135, 138, 139, 140, 141, 144, 145, 146, 147, 149, 150, 151, 153, 154, 156, 158, 159, 165, 167,
	168, 169, 170, 172, 173, 174, 175, 176, 178, 179, 181, 189, 190, 191, 192, 193, 195, 196, 199, 201,
	203, 211, 212, 213, 221, 222, 223, 224, 225, 226, 227, 228, 230, 231, 232, 233, 234, 236, 239, 240,
	241, 243, 244, 245, 247, 249, 252, 253, 254, 256, 257, 259, 260, 261, 262, 263, 265, 267, 268, 269,
	273, 277, 278, 279, 281, 282, 284, 288, 289, 290, 291, 292, 293, 301, 307, 309, 310, 316, 318, 320,
	322, 325, 327, 328, 329, 330, 331, 332, 333, 335, 337, 338, 340, 341, 344, 346, 347, 348, 349, 351,
	352, 354, 355, 358, 359, 361, 362, 363, 364, 365, 367, 368, 369, 371, 372, 373, 374, 376, 377, 378,
	383, 386, 387, 388, 389, 390, 391, 392, 395, 396, 397, 398, 400, 401, 402, 404, 405, 407, 409, 410,
	412, 413, 416, 417, 418, 419, 420, 421, 423, 426, 427, 429, 430, 431, 433, 436, 438, 442, 443, 445,
	449, 451, 454, 456, 459, 461, 463, 464, 465, 467, 469, 470, 473, 475, 476, 479, 483, 486, 488, 489,
	491, 493, 495, 496, 499, 506, 514, 517, 518, 520, 522, 525, 527, 528, 529, 531, 534, 536, 539, 547,
	548, 553, 554, 555, 557, 560, 563, 564, 565, 568, 571, 573, 574, 575, 577, 580, 583, 585, 590, 592,
	596, 599, 601, 602, 603, 604, 606, 610, 613, 618, 619, 620, 623, 625, 626, 628, 629, 631, 632, 636,
	637, 638, 642, 643, 645, 647, 648, 650, 652, 654, 656, 659, 660, 661, 664, 665, 668, 669, 671, 673,
	674, 676, 677, 679, 681, 683, 686, 687, 688, 691, 694, 695, 696, 698, 699, 700, 702, 704, 706, 707,
	708, 711, 712, 713, 714, 718, 719, 720, 722, 725, 727, 728, 729, 730, 733, 735, 736, 737, 738, 741,
	743, 747, 750, 751, 753, 757, 759, 760, 763, 765, 768, 770, 771, 779, 780, 783, 785, 790, 792, 794,
	795, 796, 799, 800, 802, 804, 806, 808, 809, 811, 813, 815, 817, 819, 820, 822, 823, 824, 826, 827,
	829, 831, 833, 834, 835, 837, 840, 842, 843, 851, 854, 855, 856, 857, 858, 860, 861, 862, 863, 864,
	869, 873, 874, 877, 879, 881, 885, 887, 892, 894, 897, 900, 901, 906, 909, 910, 911, 913, 915, 916,
	918, 920, 921, 924, 926, 927, 930, 932, 933, 935, 937, 940, 941, 944, 946, 947, 950, 952, 953, 957,
	959, 960, 961, 962, 964, 966, 970, 971, 972, 973, 974, 976, 979, 980, 982, 983, 984, 986, 988, 994,
	995, 997, 998, 1000, 1003, 1004, 1008, 1009, 1011, 1012, 1013, 1015, 1017, 1019, 1021, 1025, 1028, 1029, 1030, 1033,
	1035, 1037, 1038, 1040, 1043, 1045, 1047, 1048, 1050, 1051, 1052, 1053, 1054, 1056, 1058, 1060, 1061, 1063, 1064, 1067,
	1068, 1069, 1075, 1079, 1083, 1084, 1086, 1088, 1089, 1093, 1096, 1098, 1099, 1100, 1101, 1105, 1107, 1109, 1115, 1117,
	1119, 1120, 1128, 1135, 1137, 1138, 1139, 1141, 1145, 1146, 1147, 1148, 1149, 1151, 1153, 1155, 1156, 1159, 1160, 1162,
	1164, 1165, 1166, 1169, 1174, 1176, 1177, 1178, 1180, 1185, 1187, 1193, 1195, 1197, 1198, 1200, 1202, 1205, 1206, 1208,
	1210, 1212, 1215, 1217, 1219, 1221, 1223, 1224, 1225, 1227, 1229, 1231, 1233, 1235, 1237, 1243, 1248, 1249, 1250, 1251,
	1252, 1256, 1258, 1259, 1260, 1261, 1264, 1267, 1268, 1271, 1279, 1280, 1281, 1282, 1284, 1285, 1287, 1289, 1291, 1293,
	1296, 1297, 1299, 1302, 1304, 1305, 1306, 1308, 1311, 1314, 1316, 1317, 1318, 1320, 1322, 1324, 1326, 1328, 1333, 1334,
	1335, 1339, 1342, 1344, 1345, 1353, 1360, 1367, 1368, 1372, 1373, 1374, 1375, 1376, 1378, 1379, 1380, 1382, 1383, 1387,
	1388, 1389, 1391, 1393, 1394, 1395, 1397, 1398, 1400, 1403, 1405, 1406, 1407, 1409, 1410, 1411, 1413, 1417, 1418, 1419,
	1420, 1421, 1422, 1423, 1427, 1430, 1436, 1437, 1445, 1446, 1452, 1453, 1456, 1457, 1458, 1459, 1460, 1462, 1464, 1469,
	1472, 1473, 1475, 1476, 1477, 1478, 1479, 1484, 1486, 1487, 1488, 1489, 1493, 1496, 1498, 1502, 1503, 1505, 1506, 1507,
	1509, 1510, 1512, 1514, 1515, 1518, 1520, 1523, 1525, 1526, 1528, 1531, 1533, 1535, 1537, 1540, 1542, 1544, 1545, 1547,
	1549, 1552, 1553, 1554, 1555, 1557, 1558, 1562, 1565, 1566, 1567, 1568, 1569, 1571, 1572, 1573, 1574, 1577, 1579, 1580,
	1582, 1583, 1589, 1591, 1592, 1594, 1595, 1597, 1598, 1602, 1603, 1604, 1605, 1606, 1607, 1609, 1611, 1613, 1615, 1616,
	1618, 1620, 1622, 1624, 1626, 1627, 1629, 1631, 1633, 1635, 1636, 1637, 1639, 1640, 1644, 1645, 1647, 1650, 1651, 1652,
	1653, 1655, 1657, 1659, 1661, 1663, 1664, 1666, 1667, 1669, 1671, 1673, 1675, 1677, 1678, 1682, 1688, 1689, 1690, 1693,
	1695, 1697, 1702, 1705, 1706, 1707, 1709, 1713, 1716, 1719, 1727, 1730, 1736, 1744, 1745, 1747, 1748, 1749, 1753, 1755,
	1757, 1759, 1761, 1765, 1767, 1768, 1769, 1770, 1771, 1776, 1777, 1778, 1781, 1782, 1784, 1786, 1787, 1789, 1790, 1792,
	1795, 1798, 1799, 1800, 1802, 1804, 1805, 1807, 1808, 1811, 1812, 1814, 1816, 1817, 1819, 1820, 1821, 1823, 1824, 1826,
	1828, 1830, 1834, 1837, 1839, 1842, 1844, 1845, 1847, 1849, 1851, 1853, 1854, 1855, 1857, 1858, 1860, 1861, 1862, 1864,
	1865, 1867, 1868, 1870, 1871, 1872, 1874, 1875, 1877, 1879, 1880, 1881, 1883, 1884, 1887, 1888, 1890, 1891, 1893, 1894,
	1899, 1904, 1905, 1906, 1908, 1909, 1912, 1916, 1918, 1920, 1921, 1924, 1929, 1934, 1939, 1940, 1941, 1943, 1945, 1946,
	1947, 1951, 1953, 1955, 1956, 1957, 1959, 1961, 1962, 1965, 1967, 1970, 1971, 1972, 1974, 1980, 1981, 1982, 1984, 1986,
	1987, 1988, 1990, 1991, 1992, 1994, 1995, 1996, 1998, 1999, 2001, 2003, 2007, 2009, 2010, 2012, 2014, 2015, 2016, 2020,
	2021, 2022, 2024, 2026, 2028, 2030, 2033, 2035, 2037, 2038, 2040, 2041, 2043, 2044, 2046, 2047, 2049, 2050, 2052, 2053,
	2054, 2056, 2058, 2059, 2061, 2063, 2064, 2067, 2068, 2069, 2071, 2072, 2074, 2076, 2077, 2080, 2082, 2086, 2087, 2090,
	2091, 2092, 2093, 2095, 2096, 2097, 2100, 2101, 2103, 2104, 2106, 2107, 2109, 2110, 2111, 2112, 2113, 2115, 2116, 2118,
	2120, 2121, 2122, 2124, 2125, 2126, 2127, 2128, 2129, 2130, 2135, 2137, 2139, 2140, 2141, 2143, 2145, 2148, 2150, 2154,
	2156, 2157, 2159, 2160, 2161, 2163, 2164, 2166, 2168, 2169, 2171, 2174, 2175, 2176, 2179, 2180, 2184, 2187, 2194, 2197,
	2198, 2200, 2201, 2203, 2204, 2206, 2207, 2211, 2212, 2213, 2215, 2217, 2219, 2220, 2224, 2225, 2226, 2229, 2231, 2232,
	2235, 2236, 2237, 2243, 2244, 2245, 2246, 2247, 2248, 2249, 2251, 2252, 2254, 2257, 2258, 2260, 2264, 2265, 2269, 2270,
	2273, 2274, 2275, 2276, 2281, 2284, 2285, 2291, 2293, 2295, 2297, 2300, 2301, 2303, 2306, 2308, 2309, 2310, 2311, 2312,
	2320, 2323, 2324, 2325, 2326, 2327, 2329, 2331, 2332, 2337, 2340, 2345, 2346, 2347, 2348, 2349, 2350, 2358, 2362, 2366,
	2370, 2375, 2381, 2386, 2390, 2397, 2404, 2405, 2406, 2407, 2411, 2412, 2413, 2415, 2416, 2419, 2421, 2422, 2423, 2425,
	2427, 2429, 2430, 2432, 2433, 2434, 2436, 2438, 2439, 2442, 2444, 2446, 2448, 2450, 2451, 2453, 2455, 2459, 2464, 2467,
	2468, 2469, 2471, 2472, 2474, 2476, 2477, 2479, 2480, 2481, 2483, 2485, 2487, 2488, 2492, 2496, 2497, 2498, 2499, 2501,
	2502, 2504, 2505, 2506, 2508, 2510, 2512, 2513, 2514, 2516, 2517, 2518, 2520, 2521, 2522, 2529, 2530, 2531, 2532, 2533,
	2535, 2536, 2544, 2545, 2549, 2550, 2555, 2556, 2558, 2566, 2570, 2572, 2573, 2574, 2576, 2578, 2580, 2588, 2589, 2590,
	2593, 2594, 2596, 2598, 2600, 2602, 2609, 2610, 2612, 2614, 2615, 2617, 2618, 2619, 2620, 2622, 2624, 2626, 2629, 2631,
	2634, 2636, 2639, 2640, 2641, 2642, 2643, 2645, 2652, 2658, 2660, 2662, 2663, 2664, 2672, 2673, 2674, 2675, 2676, 2678,
	2679, 2680, 2681, 2682, 2687, 2688, 2689, 2690, 2692, 2693, 2694, 2695, 2697, 2699, 2701, 2702, 2703, 2705, 2707, 2709,
	2711, 2713, 2715, 2716, 2717, 2720, 2721, 2722, 2724, 2725, 2726, 2728, 2729, 2734, 2735, 2736, 2737, 2738, 2739, 2740,
	2741, 2742, 2745, 2747, 2749, 2750, 2752, 2754, 2756, 2758, 2759, 2760, 2768, 2770, 2772, 2774, 2775, 2777, 2778, 2781,
	2789, 2791, 2794, 2796, 2798, 2804, 2805, 2806, 2807, 2808, 2809, 2813, 2814, 2815, 2817, 2818, 2819, 2821, 2824, 2826,
	2827, 2828, 2829, 2831, 2833, 2835, 2836, 2837, 2839, 2841, 2844, 2845, 2847, 2849, 2854, 2856, 2858, 2859, 2860, 2865,
	2869, 2870, 2874, 2875, 2882, 2883, 2885, 2887, 2889, 2896, 2898, 2899, 2901, 2902, 2909, 2911, 2914, 2916, 2918, 2919,
	2922, 2926, 2928, 2930, 2932, 2934, 2936, 2937, 2941, 2943, 2947, 2953, 2955, 2958, 2960, 2962, 2963, 2965, 2966, 2967,
	2969, 2972, 2975, 2976, 2980, 2983, 2985, 2989, 2996, 2998, 3000, 3001, 3006, 3007, 3012, 3014, 3015, 3018, 3019, 3020,
	3021, 3022, 3024, 3026, 3027, 3031, 3033, 3034, 3035, 3036, 3037, 3038, 3042, 3044, 3045, 3047, 3048, 3049, 3052, 3053,
	3054, 3055, 3063, 3064, 3066, 3070, 3072, 3073, 3076, 3079, 3080, 3084, 3087, 3090, 3097, 3098, 3101, 3102, 3107, 3108,
	3111, 3112, 3113, 3120, 3122, 3123, 3124, 3126, 3127, 3129, 3131, 3132, 3134, 3135, 3136, 3138, 3141, 3143, 3144, 3149,
	3150, 3151, 3154, 3155, 3156, 3157, 3158, 3160, 3164, 3166, 3168, 3170, 3171, 3172, 3173, 3176, 3178, 3179, 3183, 3187,
	3191, 3193, 3194, 3197, 3200, 3202, 3203, 3205, 3209, 3210, 3211, 3214, 3217, 3218, 3220, 3222, 3224, 3226, 3227, 3229,
	3230, 3231, 3232, 3233, 3234, 3235, 3238, 3240, 3242, 3250, 3252, 3253, 3254, 3257, 3258, 3259, 3261, 3262, 3263, 3264,
	3269, 3270, 3271, 3272, 3278, 3282, 3284, 3287, 3289, 3290, 3293, 3294, 3295, 3300, 3301, 3302, 3303, 3304, 3305, 3307,
	3310, 3311, 3313, 3314, 3315, 3316, 3318, 3325, 3327, 3328, 3330, 3331, 3332, 3338, 3339, 3340, 3342, 3343, 3345, 3348,
	3351, 3352, 3354, 3356, 3357, 3358, 3359, 3362, 3364, 3365, 3367, 3370, 3372, 3375, 3377, 3378, 3380, 3382, 3383, 3385,
	3386, 3389, 3390, 3391, 3392, 3395, 3398, 3402, 3404, 3406, 3410, 3412, 3414, 3416, 3418, 3420, 3422, 3424, 3425, 3427,
	3431, 3434, 3436, 3437, 3438, 3439, 3443, 3451, 3453, 3455, 3456, 3459, 3461, 3463, 3465, 3466, 3467, 3469, 3476, 3478,
	3482, 3483, 3484, 3485, 3488, 3490, 3492, 3495, 3499, 3503, 3505, 3507, 3509, 3511, 3512, 3513, 3515, 3518, 3520, 3521,
	3522, 3524, 3526, 3528, 3530, 3531, 3532, 3533, 3538, 3542, 3543, 3545, 3546, 3548, 3550, 3552, 3554, 3555, 3557, 3558,
	3559, 3562, 3564, 3566, 3567, 3572, 3575, 3577, 3578, 3579, 3582, 3588, 3589, 3591, 3594, 3595, 3597, 3598, 3600, 3601,
	3605, 3606, 3607, 3611, 3612, 3616, 3617, 3619, 3623, 3624, 3626, 3628, 3632, 3633, 3635, 3637, 3641, 3643, 3649, 3653,
	3655, 3656, 3658, 3660, 3663, 3666, 3674, 3676, 3678, 3682, 3686, 3693, 3695, 3696, 3698, 3699, 3702, 3708, 3710, 3713,
	3718, 3726, 3728, 3733, 3734, 3735, 3736, 3738, 3740, 3741, 3742, 3746, 3747, 3748, 3749, 3750, 3751, 3753, 3754, 3756,
	3758, 3759, 3761, 3764, 3768, 3770, 3777, 3779, 3780, 3782, 3783, 3785, 3787, 3788, 3790, 3791, 3792, 3795, 3797, 3798,
	3801, 3802, 3804, 3805, 3807, 3809, 3810, 3811, 3812, 3813, 3815, 3816, 3820, 3823, 3824, 3826, 3829, 3831, 3832, 3835,
	3837, 3839, 3843, 3845, 3847, 3848, 3850, 3852, 3854, 3855, 3858, 3859, 3861, 3863, 3864, 3865, 3869, 3870, 3872, 3873,
	3875, 3876, 3877, 3878, 3879, 3881, 3882, 3883, 3885, 3889, 3892, 3893, 3896, 3897, 3901, 3903, 3909, 3910, 3911, 3912,
	3913, 3914, 3916, 3917, 3921, 3923, 3927, 3928, 3929, 3931, 3933, 3934, 3936, 3937, 3938, 3939, 3942, 3943, 3945, 3947,
	3948, 3950, 3952, 3953, 3955, 3957, 3958, 3962, 3964, 3965, 3966, 3967, 3968, 3969, 3970, 3972, 3973, 3975, 3976, 3977,
	3979, 3980, 3984, 3985, 3986, 3988, 3989, 3991, 3998, 3999, 4000, 4001, 4002, 4004, 4005, 4006, 4007, 4008, 4009, 4011,
	4012, 4014, 4015, 4016, 4018, 4020, 4021, 4022, 4024, 4026, 4028, 4030, 4032, 4034, 4036, 4038, 4040, 4041, 4043, 4044,
	4045, 4046, 4047, 4049, 4050, 4051, 4052, 4053, 4056, 4057, 4058, 4059, 4060, 4062, 4063, 4064, 4071, 4072, 4073, 4075,
	4076, 4077, 4079, 4081, 4083, 4085, 4087, 4088, 4092, 4093, 4096, 4099, 4100, 4103, 4105, 4106, 4107, 4109, 4110, 4112,
	4115, 4116, 4118, 4120, 4123, 4124, 4125, 4127, 4128, 4129, 4130, 4132, 4134, 4137, 4139, 4141, 4142, 4146, 4148, 4150,
	4153, 4161, 4163, 4166, 4168, 4176, 4179, 4180, 4184, 4187, 4189, 4194, 4195, 4200, 4202, 4204, 4208, 4209, 4210, 4212,
	4218, 4220, 4221, 4223, 4225, 4226, 4227, 4230, 4232, 4233, 4234, 4236, 4239, 4241, 4243, 4244, 4250, 4252, 4254, 4256,
	4262, 4267, 4272, 4273, 4274, 4275, 4276, 4277, 4278, 4279, 4287, 4288, 4289, 4290, 4292, 4293, 4295, 4299, 4300, 4302,
	4304, 4305, 4306, 4307, 4311, 4313, 4320, 4322, 4323, 4324, 4325, 4328, 4330, 4332, 4334, 4335, 4337, 4338, 4340, 4341,
	4342, 4343, 4346, 4348, 4349, 4352, 4355, 4357, 4358, 4359, 4365, 4366, 4373, 4374, 4375, 4376, 4377, 4378, 4380, 4385,
	4391, 4392, 4393, 4395, 4397, 4398, 4399, 4400, 4402, 4403, 4404, 4405, 4406, 4408, 4410, 4411, 4412, 4414, 4416, 4418,
	4421, 4422, 4424, 4425, 4427, 4429, 4430, 4432, 4434, 4436, 4438, 4440, 4442, 4443, 4445, 4447, 4448, 4449, 4451, 4452,
	4453, 4454, 4457, 4458, 4459, 4460, 4463, 4466, 4469, 4470, 4472, 4473, 4475, 4477, 4482, 4483, 4485, 4488, 4490, 4491,
	4493, 4497, 4499, 4500, 4501, 4503, 4504, 4505, 4506, 4508, 4509, 4515, 4517, 4520, 4521, 4526, 4527, 4528, 4529, 4531,
	4532, 4533, 4534, 4535, 4536, 4539, 4540, 4541, 4543, 4544, 4545, 4547, 4549, 4552, 4554, 4555, 4556, 4560, 4561, 4563,
	4564, 4565, 4567, 4569, 4570, 4571, 4572, 4573, 4575, 4578, 4580, 4583, 4585, 4586, 4587, 4589, 4591, 4595, 4597, 4599,
	4604, 4606, 4607, 4608, 4610, 4612, 4615, 4619, 4621, 4623, 4624, 4626, 4627, 4629, 4631, 4635, 4636, 4639, 4641, 4642,
	4643, 4647, 4650, 4652, 4654, 4656, 4657, 4659, 4660, 4661, 4662, 4663, 4665, 4666, 4667, 4672, 4673, 4676, 4677, 4678,
	4679, 4680, 4682, 4684, 4686, 4688, 4690, 4691, 4695, 4696, 4697, 4699, 4700, 4702, 4704, 4706, 4707, 4709, 4710, 4711,
	4712, 4715, 4717, 4720, 4722, 4723, 4725, 4726, 4727, 4729, 4731, 4733, 4735, 4736, 4738, 4740, 4742, 4746, 4750, 4753,
	4754, 4756, 4757, 4759, 4761, 4763, 4766, 4768, 4769, 4771, 4776, 4779, 4782, 4785, 4787, 4789, 4791, 4793, 4796, 4797,
	4799, 4800, 4802, 4803, 4804, 4807, 4810, 4811, 4813, 4815, 4818, 4819, 4820, 4823, 4826, 4830, 4832, 4834, 4835, 4837,
	4838, 4840, 4843, 4845, 4847, 4850, 4851, 4859, 4861, 4865, 4867, 4869, 4870, 4872, 4875, 4876, 4878, 4882, 4889, 4891,
	4893, 4895, 4897, 4899, 4901, 4903, 4905, 4907, 4909, 4910, 4912, 4917, 4919, 4923, 4925, 4928, 4930, 4931, 4932, 4934,
	4935, 4936, 4937, 4939, 4940, 4941, 4942, 4943, 4944, 4945, 4946, 4950, 4951, 4952, 4953, 4954, 4956, 4958, 4960, 4961,
	4962, 4963, 4965, 4967, 4970, 4971, 4973, 4975, 4976, 4978, 4979, 4981, 4983, 4985, 4988, 4990, 4993, 4998, 5001, 5005,
	5009, 5011, 5013, 5015, 5017, 5019, 5020, 5021, 5022, 5027, 5033, 5037, 5038, 5039, 5044, 5048, 5053, 5054, 5055, 5056,
	5057, 5058, 5060, 5061, 5063, 5064, 5066, 5067, 5068, 5069, 5072, 5074, 5078, 5080, 5081, 5084, 5087, 5088, 5090, 5091,
	5093, 5094, 5095, 5097, 5100, 5103, 5104, 5106, 5107, 5111, 5113, 5115, 5116, 5117, 5118, 5120, 5126, 5131, 5139, 5140,
	5145, 5147, 5148, 5151, 5152, 5153, 5155, 5158, 5161, 5164, 5166, 5167, 5169, 5170, 5172, 5173, 5176, 5179, 5180, 5181,
	5182, 5183, 5184, 5185, 5187, 5188, 5190, 5191, 5193, 5195, 5197, 5198, 5200, 5201, 5202, 5203, 5204, 5205, 5206, 5208,
	5209, 5210, 5211, 5215, 5220, 5221, 5222, 5223, 5227, 5232, 5234, 5236, 5238, 5240, 5241, 5247, 5251, 5252, 5254, 5256,
	5257, 5259, 5260, 5262, 5268, 5270, 5271, 5273, 5274, 5275, 5276, 5278,
};

/* The lists: numbers of formal names, the root first. */
static const uint16_t nickname_formal[5278] = {
	0, 1, 12, 22, 18, 20, 21, 2, 15, 19, 7, 8, 16, 17, 3, 7, 8, 16, 17, 4,
	7, 8, 16, 17, 5, 7, 8, 16, 17, 22, 6, 7, 8, 7, 8, 16, 17, 9, 12, 20,
	21, 10, 11, 12, 13, 14, 14, 15, 16, 17, 18, 19, 20, 21, 22, 24, 32, 23, 137, 24,
	45, 26, 25, 26, 24, 29, 32, 33, 26, 23, 31, 27, 562, 28, 29, 562, 30, 29, 33, 31,
	32, 93, 33, 34, 24, 29, 23, 28, 35, 34, 36, 37, 40, 38, 40, 39, 40, 137, 41, 42,
	43, 44, 45, 47, 46, 47, 222, 223, 49, 47, 48, 49, 1051, 50, 51, 52, 52, 53, 54, 53,
	975, 55, 56, 231, 57, 58, 59, 1092, 78, 85, 98, 99, 109, 114, 60, 98, 99, 61, 62, 63,
	64, 30, 65, 689, 66, 67, 68, 78, 69, 70, 71, 73, 72, 73, 74, 81, 1092, 75, 76, 80,
	78, 79, 77, 83, 73, 78, 80, 79, 80, 81, 82, 81, 83, 84, 85, 86, 86, 87, 88, 89,
	88, 106, 101, 102, 104, 105, 94, 90, 64, 91, 92, 93, 94, 95, 96, 96, 80, 79, 97, 98,
	99, 99, 98, 106, 101, 102, 104, 105, 66, 91, 100, 101, 102, 106, 104, 105, 101, 102, 114, 103,
	112, 104, 105, 106, 107, 108, 109, 110, 111, 110, 112, 113, 114, 115, 1503, 116, 117, 1537, 1538, 118,
	119, 120, 1883, 121, 122, 1733, 123, 120, 124, 339, 127, 125, 126, 127, 159, 128, 129, 132, 130, 131,
	132, 133, 134, 132, 135, 136, 134, 137, 138, 132, 135, 139, 129, 142, 144, 141, 140, 141, 142, 142,
	143, 144, 142, 145, 142, 144, 141, 146, 147, 148, 149, 150, 151, 432, 153, 2090, 2091, 152, 154, 163,
	165, 153, 339, 951, 2154, 155, 156, 154, 153, 155, 2269, 153, 156, 154, 152, 1369, 159, 157, 159, 158,
	159, 2167, 161, 166, 160, 161, 2397, 162, 163, 164, 165, 166, 167, 22, 168, 170, 169, 170, 170, 171,
	172, 174, 175, 173, 174, 264, 175, 176, 177, 178, 177, 179, 181, 180, 181, 181, 182, 183, 183, 444,
	184, 185, 186, 187, 188, 188, 189, 190, 191, 176, 192, 193, 194, 195, 196, 197, 197, 198, 174, 175,
	173, 191, 199, 200, 202, 203, 201, 202, 203, 204, 205, 206, 207, 208, 209, 208, 209, 210, 213, 211,
	212, 213, 213, 214, 215, 210, 216, 217, 684, 218, 220, 219, 220, 224, 225, 221, 222, 223, 224, 225,
	226, 226, 227, 224, 225, 228, 229, 230, 231, 231, 232, 232, 233, 236, 235, 234, 236, 235, 236, 235,
	237, 238, 237, 236, 238, 236, 235, 239, 234, 240, 241, 273, 241, 240, 875, 242, 245, 243, 246, 245,
	244, 245, 243, 246, 247, 248, 250, 245, 249, 250, 252, 251, 304, 252, 251, 253, 2006, 254, 2005, 2006,
	255, 2005, 254, 2006, 256, 255, 1838, 257, 258, 259, 11, 1838, 260, 2516, 261, 262, 1061, 2516, 263, 1061,
	1062, 1063, 2083, 264, 174, 175, 1061, 1062, 1063, 2083, 174, 175, 2082, 265, 268, 267, 266, 267, 268, 269,
	268, 269, 268, 267, 270, 268, 271, 272, 273, 273, 274, 273, 275, 274, 273, 276, 926, 1438, 277, 2056,
	278, 30, 279, 66, 906, 1025, 65, 279, 2056, 278, 279, 66, 280, 281, 282, 704, 283, 704, 284, 283,
	704, 285, 287, 286, 287, 704, 285, 288, 704, 285, 289, 290, 291, 291, 292, 2391, 293, 325, 1838, 294,
	325, 295, 294, 18, 296, 2055, 2516, 297, 2515, 2518, 2520, 298, 2055, 2516, 297, 299, 2056, 279, 300, 2056,
	301, 302, 303, 304, 305, 309, 2055, 306, 278, 308, 2056, 236, 307, 2055, 2062, 2067, 308, 278, 309, 310,
	311, 312, 313, 312, 311, 313, 334, 314, 315, 316, 320, 317, 317, 318, 319, 218, 319, 320, 339, 317,
	321, 324, 322, 339, 323, 339, 324, 325, 325, 326, 258, 327, 325, 328, 329, 2119, 331, 332, 330, 331,
	332, 332, 331, 333, 334, 334, 335, 314, 336, 337, 119, 322, 338, 339, 322, 340, 341, 342, 2438, 683,
	343, 344, 1659, 346, 347, 345, 346, 347, 346, 347, 348, 359, 349, 351, 350, 351, 1239, 352, 353, 354,
	355, 353, 356, 350, 357, 358, 358, 359, 361, 360, 365, 361, 362, 363, 377, 363, 364, 362, 365, 366,
	366, 367, 408, 368, 372, 369, 1248, 370, 371, 372, 369, 1248, 373, 377, 374, 375, 376, 377, 378, 381,
	379, 378, 379, 378, 381, 379, 380, 378, 381, 426, 382, 378, 383, 378, 381, 382, 384, 385, 1249, 386,
	394, 395, 387, 388, 1104, 391, 389, 393, 390, 2138, 391, 1257, 394, 395, 378, 1258, 381, 390, 392, 393,
	394, 396, 1253, 395, 396, 1257, 394, 395, 1258, 396, 397, 2188, 399, 398, 399, 400, 400, 397, 401, 402,
	508, 403, 1342, 404, 405, 413, 410, 406, 407, 408, 409, 408, 409, 410, 426, 377, 411, 412, 407, 413,
	1663, 414, 415, 416, 417, 416, 418, 419, 422, 2202, 420, 2202, 421, 422, 423, 424, 425, 425, 423, 424,
	426, 408, 427, 432, 434, 435, 1319, 501, 428, 431, 438, 434, 435, 429, 430, 431, 432, 433, 434, 2386,
	435, 436, 437, 438, 432, 434, 435, 1319, 439, 408, 426, 409, 440, 441, 1962, 442, 441, 1479, 443, 444,
	445, 444, 1481, 445, 506, 506, 446, 836, 1962, 397, 456, 447, 1792, 448, 1792, 1812, 449, 451, 454, 450,
	451, 451, 452, 456, 453, 455, 451, 453, 454, 454, 455, 456, 452, 457, 458, 458, 459, 1311, 460, 461,
	461, 464, 462, 463, 463, 464, 464, 465, 466, 467, 466, 465, 467, 468, 427, 469, 474, 486, 492, 470,
	471, 1794, 1806, 472, 473, 472, 474, 489, 475, 480, 476, 481, 477, 489, 480, 478, 475, 479, 477, 480,
	481, 482, 487, 483, 484, 557, 486, 492, 484, 485, 486, 487, 488, 489, 488, 490, 488, 489, 491, 492,
	494, 493, 494, 495, 496, 2239, 497, 1483, 432, 434, 435, 1319, 498, 439, 499, 501, 500, 501, 502, 1370,
	494, 503, 504, 504, 1857, 508, 505, 509, 506, 1857, 507, 508, 509, 366, 510, 537, 511, 512, 516, 537,
	513, 1554, 1556, 1555, 514, 516, 515, 512, 516, 517, 520, 2198, 518, 521, 519, 520, 523, 521, 520, 522,
	520, 2198, 523, 526, 524, 526, 525, 526, 527, 630, 528, 529, 530, 531, 529, 532, 535, 533, 535, 534,
	535, 535, 536, 537, 569, 570, 538, 539, 540, 542, 544, 545, 546, 541, 543, 542, 544, 545, 546, 542,
	544, 545, 543, 544, 545, 542, 542, 546, 547, 564, 540, 220, 548, 1748, 549, 553, 34, 550, 551, 552,
	553, 30, 568, 555, 554, 30, 555, 568, 556, 24, 32, 557, 258, 484, 820, 558, 562, 557, 559, 560,
	24, 29, 564, 32, 33, 562, 558, 561, 29, 562, 564, 558, 560, 28, 2028, 560, 563, 564, 565, 568,
	566, 33, 567, 1927, 1934, 568, 569, 570, 571, 34, 572, 574, 573, 574, 575, 575, 574, 575, 576, 577,
	854, 578, 577, 579, 580, 581, 586, 585, 582, 1835, 1120, 1121, 2581, 583, 586, 584, 585, 586, 586, 587,
	586, 585, 588, 768, 774, 589, 588, 2037, 590, 1634, 2036, 2044, 593, 2037, 591, 2037, 592, 593, 2037, 594,
	1342, 595, 586, 585, 596, 597, 598, 658, 560, 599, 600, 607, 896, 34, 601, 602, 551, 603, 552, 738,
	604, 738, 605, 606, 607, 608, 607, 609, 607, 2055, 610, 2055, 611, 633, 612, 634, 613, 2108, 2109, 40,
	1993, 1994, 614, 618, 616, 617, 615, 619, 616, 617, 618, 619, 622, 627, 620, 623, 621, 624, 622, 623,
	624, 622, 627, 625, 622, 627, 626, 627, 622, 627, 628, 634, 631, 633, 1064, 629, 632, 691, 769, 630,
	631, 632, 633, 631, 634, 634, 635, 2360, 636, 770, 637, 770, 638, 634, 639, 642, 640, 634, 641, 634,
	642, 640, 643, 644, 644, 645, 2244, 646, 132, 647, 131, 135, 2534, 648, 80, 649, 650, 651, 652, 651,
	986, 653, 654, 581, 738, 655, 738, 656, 1835, 1120, 1121, 2581, 657, 658, 659, 12, 663, 660, 661, 12,
	663, 661, 663, 662, 663, 675, 671, 676, 667, 670, 674, 664, 665, 675, 671, 676, 667, 670, 674, 665,
	675, 671, 676, 667, 670, 674, 666, 667, 669, 679, 680, 668, 669, 670, 671, 672, 673, 672, 674, 675,
	676, 677, 677, 679, 680, 669, 678, 679, 680, 773, 681, 773, 682, 683, 684, 975, 685, 686, 705, 687,
	975, 692, 688, 689, 690, 690, 691, 692, 975, 693, 694, 1388, 695, 697, 698, 702, 696, 697, 698, 699,
	700, 701, 702, 704, 1470, 1471, 703, 704, 285, 703, 974, 976, 705, 1486, 866, 867, 706, 975, 692, 707,
	974, 976, 708, 705, 1379, 708, 692, 974, 976, 713, 709, 521, 710, 713, 711, 709, 712, 713, 714, 715,
	716, 977, 977, 717, 718, 719, 720, 710, 725, 91, 92, 719, 720, 721, 722, 722, 723, 724, 725, 728,
	731, 729, 732, 726, 727, 1547, 728, 729, 730, 731, 728, 120, 729, 728, 731, 732, 1043, 733, 728, 731,
	732, 734, 735, 45, 736, 737, 738, 739, 740, 740, 738, 741, 742, 201, 743, 744, 580, 748, 853, 745,
	854, 2061, 746, 855, 747, 748, 853, 749, 1, 198, 750, 753, 751, 753, 752, 753, 659, 659, 754, 752,
	755, 1059, 756, 760, 757, 2440, 758, 764, 759, 760, 762, 763, 761, 762, 763, 764, 990, 765, 979, 1458,
	386, 766, 979, 386, 767, 768, 769, 770, 771, 772, 2423, 773, 774, 775, 780, 783, 776, 778, 777, 778,
	780, 779, 780, 1539, 783, 778, 887, 781, 777, 783, 782, 783, 784, 785, 785, 786, 787, 787, 789, 788,
	790, 791, 789, 790, 791, 792, 793, 798, 794, 798, 795, 798, 796, 798, 797, 798, 798, 799, 798, 800,
	836, 801, 2507, 802, 1330, 803, 804, 805, 804, 806, 793, 809, 807, 809, 808, 809, 810, 809, 811, 812,
	2431, 813, 812, 2432, 814, 1925, 815, 817, 818, 816, 817, 818, 819, 557, 820, 821, 1928, 2523, 822, 823,
	1936, 1192, 824, 825, 826, 827, 827, 810, 828, 831, 829, 831, 830, 831, 830, 831, 832, 833, 311, 312,
	466, 834, 836, 839, 840, 835, 843, 844, 836, 837, 836, 839, 838, 839, 838, 840, 842, 840, 842, 843,
	844, 841, 836, 842, 840, 843, 844, 2449, 845, 836, 839, 846, 835, 836, 839, 847, 836, 839, 848, 854,
	297, 2527, 817, 2512, 2515, 857, 849, 855, 86, 850, 854, 2527, 817, 857, 2524, 851, 854, 855, 853, 2527,
	817, 86, 857, 852, 853, 854, 853, 855, 856, 855, 857, 86, 850, 854, 858, 2252, 859, 2252, 860, 2449,
	861, 864, 866, 867, 862, 864, 863, 864, 865, 866, 867, 7, 8, 16, 17, 868, 869, 870, 875, 872,
	871, 872, 875, 873, 875, 874, 875, 876, 877, 877, 875, 878, 875, 872, 879, 222, 223, 880, 881, 882,
	883, 897, 1128, 884, 885, 886, 771, 887, 889, 1126, 888, 889, 890, 894, 891, 892, 892, 893, 890, 894,
	895, 896, 1143, 897, 1143, 898, 896, 899, 896, 900, 896, 1143, 895, 901, 904, 903, 902, 903, 904, 904,
	903, 2415, 906, 905, 906, 2011, 907, 2482, 908, 2482, 909, 910, 912, 911, 912, 913, 885, 914, 915, 916,
	916, 917, 918, 917, 919, 930, 920, 921, 922, 921, 923, 924, 926, 925, 926, 930, 927, 928, 929, 929,
	930, 1556, 931, 932, 1554, 1555, 933, 934, 935, 934, 936, 937, 1726, 938, 224, 225, 939, 942, 221, 222,
	223, 942, 940, 939, 941, 942, 943, 944, 944, 945, 968, 970, 981, 957, 1022, 946, 947, 1524, 948, 949,
	949, 979, 981, 950, 1162, 1174, 2291, 951, 2292, 981, 957, 960, 959, 952, 981, 957, 960, 959, 953, 954,
	955, 986, 956, 957, 960, 958, 959, 960, 981, 957, 959, 1018, 961, 962, 964, 963, 964, 965, 963, 966,
	958, 967, 968, 970, 945, 1092, 969, 970, 968, 945, 971, 972, 29, 973, 974, 707, 708, 688, 685, 694,
	975, 976, 977, 716, 979, 978, 979, 980, 981, 960, 982, 983, 985, 984, 985, 986, 987, 988, 988, 990,
	989, 990, 764, 1629, 990, 991, 971, 993, 992, 993, 994, 1127, 995, 996, 996, 997, 998, 997, 982, 983,
	999, 1000, 1629, 1001, 2055, 1002, 2055, 1003, 1088, 1004, 2062, 2067, 1005, 1088, 1006, 1088, 1007, 1008, 1012, 1009,
	1010, 1388, 1011, 1012, 1014, 1013, 1014, 1014, 1015, 1016, 1017, 1016, 1018, 1019, 1019, 1020, 1019, 1021, 1022, 1022,
	1023, 1025, 1024, 1025, 1025, 1128, 1026, 1027, 1028, 1029, 1950, 1030, 1031, 1033, 1032, 1033, 1033, 993, 1034, 999,
	1176, 1035, 1061, 1062, 1063, 1036, 1037, 1039, 1040, 1038, 1039, 1040, 1041, 1060, 1042, 1043, 1044, 1357, 1358, 1045,
	1046, 1046, 1047, 1048, 1046, 1049, 1050, 49, 1051, 1052, 1053, 1054, 1055, 1056, 1058, 1057, 1058, 1057, 1059, 755,
	1060, 1061, 1062, 264, 1063, 1064, 1065, 1066, 1067, 1068, 1061, 1062, 1063, 1064, 1069, 1070, 2553, 1071, 2556, 1072,
	1073, 1074, 1072, 1075, 1073, 1076, 1065, 1067, 1081, 1077, 1176, 1083, 1078, 1080, 1083, 1079, 1080, 1081, 1082, 1082,
	1083, 1083, 1084, 1085, 1092, 1086, 1092, 1087, 1088, 1092, 1089, 1081, 1090, 1091, 1091, 1092, 1093, 1094, 1095, 1094,
	1093, 268, 1095, 1094, 1098, 1096, 1099, 1097, 2482, 1146, 1113, 1115, 1155, 1157, 1114, 1098, 1146, 1099, 1097, 1100,
	1101, 1104, 1102, 1103, 1104, 388, 1105, 1092, 1081, 1106, 1112, 1107, 1108, 1092, 1109, 1092, 1110, 1092, 1111, 1112,
	1114, 1097, 1113, 887, 1114, 1115, 1115, 1113, 1116, 1117, 1118, 1118, 1120, 1121, 1119, 1120, 1121, 1124, 1126, 889,
	1122, 1123, 1125, 1123, 1124, 1125, 1126, 1127, 1128, 1093, 1129, 1130, 1136, 1131, 1136, 1133, 1132, 1133, 1136, 1134,
	1136, 2482, 1097, 1135, 1136, 1136, 1133, 887, 1137, 1138, 1143, 1140, 1139, 1140, 1141, 1142, 875, 1143, 896, 1140,
	895, 1146, 1145, 1144, 1145, 1146, 1114, 1097, 1133, 1145, 1098, 1147, 1193, 1141, 1148, 1141, 1149, 1218, 1150, 1151,
	1151, 1093, 1152, 1093, 1153, 1152, 1093, 1154, 1155, 1156, 1157, 1158, 1192, 1162, 1174, 1199, 1160, 1159, 1161, 1163,
	1162, 1174, 1160, 1161, 1162, 1163, 1164, 1176, 1165, 1162, 1166, 1167, 1192, 1162, 1174, 1191, 1168, 1191, 1196, 1169,
	1192, 1191, 1199, 1170, 1169, 1171, 1172, 1173, 1174, 1175, 1177, 1182, 1176, 1178, 1183, 1181, 1175, 1172, 1177, 1182,
	1178, 1183, 1178, 1177, 1182, 1183, 1176, 1181, 1175, 1179, 1177, 1182, 1178, 1183, 1180, 1182, 1177, 1183, 1178, 1176,
	1181, 1182, 1177, 1183, 1178, 1175, 1183, 1182, 1177, 1178, 1182, 1177, 1183, 1178, 1176, 1181, 1184, 1182, 1177, 1183,
	1178, 1176, 1181, 1185, 1186, 1187, 1188, 1191, 1196, 1189, 1197, 1190, 1191, 1192, 1922, 1193, 1192, 1199, 1194, 1196,
	1195, 1196, 1197, 1192, 1198, 1199, 1194, 1200, 1201, 1201, 1225, 1202, 1203, 1204, 1213, 1205, 1212, 1206, 1207, 1212,
	1207, 1208, 1207, 1209, 1212, 1210, 1212, 1211, 1212, 1214, 1213, 1212, 1214, 1215, 1227, 1221, 1219, 1220, 1216, 1218,
	1221, 1219, 1220, 1217, 1218, 1221, 2553, 1219, 1220, 1221, 1218, 1222, 1225, 1223, 1225, 1224, 1225, 1226, 1223, 1227,
	1228, 1228, 1229, 1228, 1230, 1228, 1231, 1232, 1235, 1236, 1237, 1233, 1235, 1236, 1237, 1234, 1235, 1236, 1237, 1239,
	1238, 1239, 1240, 1241, 1241, 1242, 378, 1243, 1244, 1246, 378, 1245, 1246, 1247, 1248, 369, 1249, 1250, 1251, 1250,
	1252, 1253, 1257, 1255, 1256, 1260, 1265, 1254, 1262, 1255, 1256, 1257, 1258, 1259, 1264, 1260, 1257, 394, 395, 1258,
	1260, 1265, 396, 1261, 1262, 1260, 1265, 1262, 1263, 1264, 1257, 394, 395, 1258, 1265, 1266, 1267, 1266, 1257, 394,
	395, 1258, 1278, 1255, 1256, 1268, 1257, 1255, 1256, 1269, 1270, 1527, 1271, 1272, 1272, 1273, 1272, 1274, 1272, 1275,
	1284, 1286, 1620, 1277, 1279, 1280, 1285, 1276, 1277, 1278, 1279, 1284, 1286, 1280, 1278, 1281, 1278, 1282, 1620, 1283,
	1284, 1285, 1278, 1285, 1284, 1286, 1277, 1279, 1280, 1286, 1506, 1287, 1288, 1289, 1289, 1290, 1291, 1291, 1292, 1293,
	993, 1294, 179, 1295, 179, 1296, 1298, 1300, 1297, 1298, 1300, 1298, 1300, 1299, 1300, 1298, 1301, 1302, 1303, 1302,
	1303, 1304, 1305, 1306, 354, 1257, 394, 395, 1258, 1307, 431, 438, 1257, 394, 395, 1258, 1308, 1307, 1292, 1309,
	1292, 1310, 1311, 1312, 432, 434, 435, 1319, 1313, 1320, 1321, 1322, 1314, 1315, 1316, 1317, 1318, 499, 1319, 1320,
	1321, 1322, 432, 434, 435, 1319, 1323, 1324, 1325, 1326, 1327, 1328, 1328, 1329, 1330, 1330, 1331, 1332, 1364, 688,
	1333, 1334, 1335, 1336, 1727, 2552, 1337, 1338, 1375, 692, 1339, 2070, 1340, 62, 1341, 1342, 1343, 1361, 1350, 1344,
	1345, 1346, 1353, 1347, 1348, 1349, 1350, 1344, 1351, 1455, 1349, 1352, 1348, 1354, 1353, 1354, 1355, 1356, 1357, 1358,
	1359, 1360, 1361, 1344, 1353, 1361, 1362, 1363, 1334, 1364, 1365, 693, 1369, 1366, 1367, 2015, 213, 1368, 1369, 1370,
	213, 697, 2205, 1382, 1386, 1389, 1371, 1399, 1929, 1372, 1373, 700, 1374, 1364, 1375, 1376, 1377, 1377, 1092, 1385,
	1378, 1257, 394, 395, 1258, 1511, 975, 24, 1379, 1092, 1380, 1092, 1385, 1381, 692, 1382, 1385, 1383, 1385, 1756,
	1386, 1384, 1383, 1432, 1385, 1386, 1387, 1388, 1389, 1390, 1391, 1392, 1394, 1391, 1392, 400, 1393, 1394, 1395, 1395,
	1396, 1395, 1397, 2480, 76, 1398, 1399, 1400, 1401, 76, 1402, 1469, 1403, 83, 1404, 1405, 1406, 697, 1407, 704,
	1408, 704, 1409, 1408, 1410, 1411, 699, 698, 1412, 1416, 558, 1413, 1417, 1418, 558, 1414, 1415, 2223, 1416, 1417,
	1416, 1418, 1417, 1413, 1419, 1416, 1413, 1418, 1419, 1420, 144, 1897, 1898, 1421, 1422, 1636, 2086, 2087, 1423, 402,
	1930, 262, 1424, 1424, 1425, 1424, 1426, 1424, 1427, 1636, 402, 1930, 1428, 1423, 1500, 1533, 1385, 1429, 1430, 1431,
	1422, 1432, 704, 1637, 91, 92, 1433, 724, 701, 702, 1434, 1637, 724, 1435, 114, 1436, 1438, 1437, 1438, 1848,
	1850, 1439, 704, 1440, 1442, 1433, 704, 1441, 704, 1442, 704, 1443, 1444, 833, 1445, 1643, 1446, 1447, 1470, 1471,
	977, 564, 1448, 564, 1416, 1417, 1449, 798, 1361, 1350, 109, 1450, 1453, 798, 1451, 1361, 1350, 1452, 109, 1453,
	1454, 2127, 1455, 1456, 1457, 1457, 1458, 1455, 1459, 1458, 1462, 1460, 1361, 1350, 1461, 1462, 1458, 1455, 1462, 1463,
	1361, 1350, 1464, 410, 1465, 410, 1466, 1465, 371, 1469, 1479, 1481, 1467, 1470, 1471, 1447, 1469, 1468, 1469, 1467,
	1470, 1471, 1469, 1447, 716, 717, 1472, 1479, 1481, 1486, 1467, 1473, 1474, 1491, 1475, 1476, 1491, 1489, 1477, 1478,
	1479, 1480, 1481, 1484, 1477, 1482, 1483, 1479, 1481, 1484, 1477, 1485, 1502, 1486, 1487, 1488, 1489, 1490, 1491, 1476,
	1478, 1496, 1486, 1492, 1493, 1494, 1495, 1495, 1496, 1497, 1498, 1410, 1498, 1499, 1500, 378, 381, 1636, 382, 402,
	1930, 1500, 1501, 1502, 1629, 1503, 1506, 1532, 1504, 1505, 1505, 1506, 1506, 1511, 1509, 1507, 1511, 1509, 1508, 1509,
	1511, 1510, 1512, 1516, 1511, 1510, 1515, 1512, 1510, 1515, 1554, 1556, 1555, 1511, 1521, 1510, 1513, 1514, 1511, 1515,
	1512, 1516, 1568, 1588, 1567, 1517, 1618, 1518, 1511, 1521, 1519, 1520, 1521, 1554, 1556, 1555, 1511, 1521, 1520, 1522,
	1554, 1523, 1524, 1525, 1556, 1526, 1527, 1528, 1613, 1532, 1529, 1530, 1532, 1531, 1532, 1533, 1534, 1530, 1568, 1588,
	1535, 1536, 117, 1537, 1700, 1538, 117, 1536, 190, 1539, 1540, 1541, 1547, 727, 1542, 1543, 1544, 1545, 2130, 1546,
	1547, 727, 1043, 1541, 1552, 1548, 1579, 1549, 1579, 1550, 1551, 1552, 1553, 1554, 1557, 932, 1555, 1557, 1556, 1554,
	1556, 1555, 1557, 1554, 1555, 1557, 1558, 1554, 1555, 1559, 1574, 1556, 1560, 1561, 1554, 1574, 1562, 1568, 1564, 1563,
	1568, 1564, 1565, 1565, 1566, 1568, 1588, 2094, 1567, 1568, 1569, 1568, 1570, 1565, 569, 570, 1571, 1572, 1573, 1563,
	1574, 1559, 1552, 1575, 1576, 1551, 1577, 1578, 1577, 1579, 1580, 1581, 1582, 1583, 1584, 1581, 1585, 1582, 1586, 1587,
	1587, 1586, 1568, 1588, 2094, 1579, 1708, 569, 570, 1564, 1589, 1590, 1590, 1591, 1581, 1594, 1592, 1593, 1594, 1602,
	1595, 1596, 1597, 1598, 1600, 1601, 1602, 1594, 1599, 1600, 1601, 1602, 1600, 1581, 1601, 1516, 1603, 1592, 1600, 1598,
	1601, 1604, 1594, 1605, 1511, 1598, 1606, 1568, 1607, 1608, 1609, 1610, 1611, 1610, 1611, 1612, 1614, 1615, 1616, 1617,
	1613, 1614, 1615, 1616, 1617, 1568, 1618, 1505, 1619, 1504, 1620, 1620, 1621, 1622, 1623, 1624, 245, 1625, 1554, 1556,
	1555, 1626, 1627, 1628, 1518, 1556, 1627, 1628, 1629, 1503, 1630, 1631, 1636, 1637, 731, 120, 1632, 1644, 1633, 1634,
	1883, 1635, 1636, 1637, 1703, 1638, 1640, 375, 1913, 1639, 1633, 1640, 1913, 1641, 1642, 376, 1643, 1644, 1645, 106,
	191, 1646, 1647, 1935, 1648, 1648, 1649, 1568, 1648, 1650, 1743, 1651, 1652, 1653, 1654, 1653, 1652, 1654, 1556, 1655,
	245, 1656, 1657, 1660, 1658, 1659, 1677, 1660, 1679, 1661, 1662, 1663, 1660, 1679, 1664, 1660, 1663, 1665, 1660, 1679,
	1666, 1664, 176, 1667, 1668, 1606, 1554, 1556, 1555, 1669, 1677, 1670, 1677, 1671, 1677, 1672, 1677, 1673, 1677, 1674,
	1677, 1675, 1677, 1676, 1677, 1677, 1678, 1677, 1660, 1679, 1662, 1660, 1662, 1680, 1662, 1681, 1682, 1683, 1684, 731,
	120, 363, 1685, 1637, 728, 1883, 1913, 1684, 1686, 1683, 193, 1687, 1130, 1701, 1688, 1689, 2514, 1690, 1623, 1691,
	194, 1636, 1692, 1539, 1693, 1694, 1695, 195, 1696, 1568, 2514, 1697, 195, 1693, 107, 712, 176, 1698, 1700, 713,
	1699, 1624, 1700, 1701, 1702, 1637, 1703, 1684, 1704, 1705, 1705, 1704, 1708, 1709, 1706, 1629, 1708, 1709, 1707, 1568,
	1588, 1708, 1701, 1709, 1701, 1710, 571, 1711, 1713, 1712, 1713, 1713, 1714, 1568, 1715, 1568, 1588, 1716, 1717, 1990,
	1718, 1719, 1719, 1720, 1719, 1721, 1719, 1722, 1723, 1724, 1724, 1725, 1726, 1727, 1726, 1725, 937, 1336, 2180, 1728,
	1729, 1608, 1729, 1730, 1731, 1731, 1733, 1732, 1733, 123, 1733, 1734, 1735, 1713, 1736, 1737, 1738, 1738, 1739, 2135,
	1740, 108, 1743, 1741, 1743, 1742, 1743, 7, 8, 16, 17, 1744, 1039, 1040, 1745, 1748, 1746, 1747, 1748, 2012,
	2076, 1749, 153, 1751, 154, 951, 152, 1750, 1751, 818, 1752, 1751, 951, 1753, 1754, 1756, 1755, 1756, 1756, 1757,
	1758, 1765, 1761, 1764, 1759, 1760, 1761, 1765, 1039, 1764, 1762, 1763, 1177, 1182, 1765, 1764, 1765, 1039, 1766, 1765,
	210, 1760, 1767, 1768, 1769, 1768, 1040, 1770, 675, 671, 676, 1771, 1772, 489, 1773, 488, 1774, 975, 707, 1387,
	1775, 488, 1776, 975, 707, 708, 1387, 1777, 1919, 692, 488, 1778, 1776, 1779, 1780, 1780, 1539, 1781, 1539, 1782,
	49, 2440, 1783, 163, 165, 1784, 979, 1114, 1760, 155, 1204, 1785, 1101, 1493, 1786, 1787, 1787, 1786, 1061, 1062,
	1063, 1788, 1061, 1062, 1063, 1789, 1792, 1812, 1803, 1805, 616, 617, 1790, 1791, 2447, 1792, 1794, 1793, 1794, 2423,
	1795, 772, 1792, 1812, 1803, 1805, 618, 1796, 1794, 1797, 1794, 1806, 1798, 1792, 1812, 1803, 1805, 1799, 1792, 1794,
	1812, 1803, 1805, 1806, 618, 1800, 1801, 1811, 1792, 1812, 1803, 1805, 1802, 1803, 1804, 1805, 1794, 1806, 489, 1807,
	1808, 1809, 1794, 1806, 1810, 1813, 1811, 1812, 1813, 1814, 1815, 1204, 1816, 1817, 1818, 1542, 1819, 1834, 1820, 1806,
	1821, 1848, 1850, 1822, 1174, 1160, 1823, 1825, 1824, 1544, 692, 1012, 1387, 1388, 1825, 1382, 714, 1012, 1826, 1827,
	1828, 1829, 1829, 1827, 1830, 1831, 1832, 1832, 1012, 1833, 1834, 1835, 1838, 1835, 1836, 1837, 1839, 1838, 1835, 1839,
	1837, 1840, 1873, 1841, 1842, 1843, 1842, 2478, 1844, 1845, 1846, 1847, 1848, 1849, 1851, 1850, 1848, 1850, 1851, 1849,
	2108, 2109, 1852, 1853, 1854, 1754, 186, 2542, 1855, 1857, 1856, 1857, 186, 2542, 1858, 1859, 1053, 1860, 2362, 226,
	1862, 487, 1861, 226, 1862, 2070, 1863, 1864, 1857, 1865, 1857, 1866, 1867, 1868, 1868, 1870, 1869, 2492, 1870, 1873,
	1871, 1872, 2363, 1873, 1874, 1870, 2492, 1875, 1869, 1876, 1892, 1877, 1878, 1879, 1880, 1880, 1881, 1882, 1883, 1885,
	1884, 1885, 1886, 1885, 1887, 1891, 1892, 1890, 1888, 1892, 1918, 1889, 1890, 1891, 2411, 1895, 1892, 1891, 1892, 1581,
	1893, 1891, 1894, 1891, 1581, 1895, 1890, 1597, 1893, 1896, 1897, 1898, 1899, 1900, 1901, 1900, 1902, 1554, 1555, 1903,
	1905, 1556, 1904, 1554, 1555, 1905, 1561, 1906, 1907, 1932, 1908, 1909, 1907, 1910, 1911, 1910, 1912, 1913, 1914, 1915,
	1912, 1906, 1916, 1918, 1917, 1892, 1918, 1919, 1920, 1864, 1921, 2416, 1922, 1885, 1923, 1925, 1924, 1925, 1929, 1931,
	1933, 1926, 1927, 565, 1928, 1929, 1930, 1931, 1932, 1933, 33, 1934, 1935, 1932, 1936, 1937, 1938, 1939, 1938, 1940,
	1932, 1931, 1933, 1941, 1942, 1943, 1944, 1943, 1945, 1946, 1945, 1568, 1588, 1897, 1898, 1947, 1896, 1899, 1948, 1949,
	1950, 1951, 1952, 1951, 1953, 1954, 1955, 1956, 1957, 1958, 1957, 1959, 1961, 1960, 1961, 1962, 1962, 1963, 1964, 1959,
	1965, 1966, 1967, 1966, 1968, 1969, 1969, 1968, 1968, 1970, 1971, 1948, 172, 1972, 2408, 1973, 172, 1974, 1976, 1975,
	1976, 1977, 1978, 1978, 1979, 1980, 1981, 1982, 1984, 1983, 1984, 1985, 1986, 1987, 1997, 1986, 1988, 1989, 1990, 1991,
	1700, 1992, 1993, 1994, 1700, 135, 1993, 1994, 1995, 1991, 282, 1996, 1997, 743, 1998, 1999, 2000, 2001, 2002, 2002,
	2001, 743, 2003, 132, 2004, 2006, 2005, 2006, 226, 486, 492, 2007, 2008, 2012, 2010, 2009, 2012, 2010, 2011, 2011,
	2012, 2010, 2025, 2013, 1980, 2014, 2015, 444, 2016, 2017, 1349, 2018, 2019, 1054, 2172, 2020, 508, 2021, 2012, 2022,
	979, 1458, 2023, 2024, 2025, 875, 2026, 2027, 2028, 2029, 2030, 2029, 2031, 2008, 232, 2032, 2424, 2033, 42, 2034,
	44, 2035, 2037, 2036, 68, 2044, 2037, 590, 68, 2038, 2037, 68, 2039, 2037, 854, 334, 399, 577, 580, 2040,
	2035, 855, 2041, 855, 853, 2042, 2061, 2043, 2037, 854, 334, 2044, 399, 577, 580, 2035, 45, 137, 2045, 2046,
	444, 2047, 229, 2178, 226, 1862, 2048, 2049, 1572, 1554, 1556, 1555, 2050, 1142, 2051, 2055, 306, 308, 2052, 2057,
	2056, 2053, 2055, 2054, 2055, 297, 299, 306, 2056, 2057, 2056, 2058, 2062, 2067, 334, 2061, 2059, 2064, 2061, 2060,
	2061, 2062, 2067, 2063, 2027, 2064, 2065, 2067, 2062, 2066, 2067, 2062, 2068, 2069, 2070, 1863, 2108, 2109, 2071, 2070,
	2072, 2070, 2073, 2074, 2449, 2076, 2075, 1, 198, 361, 2076, 2080, 2449, 2077, 2449, 2078, 2449, 2076, 1, 198,
	2075, 2079, 2449, 2076, 361, 2080, 2075, 2083, 2082, 2086, 2087, 2081, 2082, 2083, 2084, 2085, 2086, 2087, 2088, 2094,
	2083, 2090, 2091, 2082, 2086, 2087, 2089, 2090, 2091, 2092, 2094, 2093, 2094, 2094, 2095, 2090, 2091, 2096, 2089, 2097,
	2098, 2088, 2100, 2099, 2100, 2101, 2102, 2101, 2102, 2100, 2103, 1389, 2104, 2083, 2082, 2086, 2087, 2090, 2091, 2105,
	2106, 2024, 2107, 2108, 2109, 2108, 2109, 2110, 176, 2111, 2055, 2112, 2114, 2113, 2114, 2114, 2115, 2116, 2117, 2118,
	2118, 2119, 2120, 2148, 1648, 2121, 2122, 2123, 2123, 2243, 2128, 2124, 2148, 2128, 2125, 2243, 2126, 2127, 2128, 2130,
	2135, 2129, 2132, 2133, 2134, 2130, 2130, 2135, 2132, 2133, 2134, 2131, 2129, 2132, 2133, 2134, 2135, 2136, 2137, 2136,
	80, 79, 2138, 390, 2139, 78, 79, 390, 2139, 2138, 2140, 2140, 2141, 2142, 2141, 2143, 2144, 2144, 2145, 2146,
	2148, 2147, 2148, 2149, 2150, 2151, 2243, 2152, 2154, 2153, 2154, 2155, 2157, 2156, 2157, 1961, 2157, 2158, 2157, 1961,
	2159, 2160, 2162, 2161, 2162, 2162, 2163, 2180, 2164, 2165, 2166, 2234, 159, 2167, 210, 2168, 2169, 757, 1916, 2170,
	1916, 2171, 2172, 508, 2173, 2174, 2175, 2175, 2176, 2177, 2175, 2178, 2179, 2180, 2182, 2184, 2181, 2182, 2183, 2184,
	2185, 2186, 2160, 2186, 2185, 2160, 2182, 2184, 2187, 2188, 2194, 2189, 2190, 1663, 2191, 1663, 2192, 1663, 2194, 1976,
	2193, 2190, 2194, 1663, 2195, 2202, 2198, 2196, 2202, 2197, 2198, 2202, 2199, 2202, 410, 2205, 2200, 2202, 2201, 2202,
	2203, 2205, 2204, 2205, 2206, 2207, 2208, 2207, 2209, 2309, 2225, 2228, 2229, 2210, 2222, 2213, 2211, 2213, 2212, 2304,
	2213, 2215, 2214, 2219, 2220, 2306, 2215, 2216, 2217, 2218, 2221, 2219, 2220, 2221, 2222, 2223, 2224, 2149, 650, 2225,
	2226, 2227, 2165, 2228, 2229, 2230, 2097, 2231, 1480, 2228, 2229, 2232, 836, 2233, 2234, 2235, 2309, 2225, 2308, 2236,
	2237, 2238, 2237, 2239, 2240, 2243, 2241, 2243, 2242, 2243, 2244, 2245, 2246, 2244, 2247, 1124, 1213, 2248, 2249, 2245,
	2252, 2250, 2240, 2251, 2250, 2252, 2253, 2157, 2254, 2255, 2258, 2258, 2255, 2256, 2259, 775, 2257, 2258, 2255, 2255,
	2258, 2259, 127, 775, 501, 2260, 2261, 2262, 2269, 2263, 2269, 2264, 762, 763, 2265, 2269, 2275, 2271, 2266, 2267,
	2261, 2269, 2268, 2269, 2269, 2270, 2271, 2269, 2272, 2269, 2273, 2275, 2271, 2274, 2267, 2275, 2269, 2275, 2276, 2277,
	2278, 2278, 2279, 2291, 2292, 2280, 2295, 2291, 2292, 2281, 2295, 2282, 2425, 2283, 2425, 2284, 2285, 2285, 2286, 2287,
	2288, 2289, 2290, 2291, 2280, 2292, 2293, 2291, 2292, 2295, 2294, 2280, 2295, 2291, 2296, 2294, 2297, 2298, 2299, 2300,
	2301, 2297, 508, 2302, 2309, 2303, 2213, 2304, 2215, 2305, 2306, 2309, 2225, 2308, 2307, 2308, 2309, 2310, 2226, 2311,
	1857, 2312, 2313, 2314, 2314, 2313, 2315, 501, 2316, 2317, 2318, 2319, 2321, 2322, 2320, 2321, 2322, 2322, 2321, 2319,
	2323, 2370, 2324, 2325, 2324, 2326, 2327, 2328, 2327, 2330, 2329, 2330, 1761, 2330, 2331, 2332, 2333, 2332, 1840, 2334,
	1840, 2335, 675, 671, 2359, 2336, 675, 2359, 2337, 2336, 753, 1885, 2338, 2339, 2340, 185, 2341, 2342, 2341, 1018,
	2343, 2344, 2349, 2345, 2350, 2351, 2347, 2346, 2347, 2347, 2348, 2364, 2345, 2347, 2349, 2344, 2364, 2345, 2350, 2364,
	2345, 2351, 2364, 2345, 2352, 2353, 2354, 2354, 2353, 1765, 2355, 287, 2356, 2359, 2360, 2357, 2358, 2359, 2357, 2360,
	2360, 2361, 2362, 2363, 2364, 2350, 2351, 1600, 1602, 2365, 2366, 2364, 2367, 2368, 2369, 2369, 2368, 2393, 2370, 2371,
	2364, 2372, 204, 1600, 1602, 2373, 1061, 1062, 1063, 2374, 810, 2375, 2377, 2376, 2377, 2377, 2378, 2379, 1598, 2380,
	1597, 2381, 2379, 1598, 2382, 2383, 2385, 2385, 2384, 2383, 2385, 432, 434, 435, 1319, 222, 223, 753, 2386, 2387,
	1584, 1395, 1346, 2388, 2389, 2389, 1346, 1395, 2390, 2391, 2391, 2392, 2393, 2368, 2369, 2394, 2395, 2394, 2368, 2369,
	2393, 2396, 163, 165, 2194, 2397, 161, 166, 467, 2461, 2398, 2461, 2399, 2461, 2400, 2461, 2401, 2402, 2371, 2461,
	2403, 2364, 2404, 2364, 2405, 2364, 2406, 2408, 2407, 2408, 1891, 2409, 1257, 394, 395, 1258, 2410, 1891, 2411, 1891,
	252, 2411, 2412, 252, 2413, 252, 2414, 2413, 904, 2415, 2416, 2417, 2418, 2419, 2419, 2420, 2421, 2422, 1853, 2423,
	2424, 2425, 2426, 2427, 2428, 2429, 2431, 2433, 2430, 2435, 2431, 2432, 2433, 2434, 2435, 2433, 2431, 2436, 2285, 2437,
	2438, 2439, 2440, 780, 2441, 2440, 2442, 2154, 2443, 2439, 2444, 2445, 1355, 1356, 2446, 2447, 1356, 2448, 2449, 113,
	2450, 2309, 2451, 2225, 2452, 2309, 2225, 2453, 2309, 2454, 2478, 2487, 2455, 2461, 2456, 2471, 2472, 2460, 2461, 2457,
	2456, 2461, 2456, 2457, 2458, 2461, 2456, 2457, 2459, 2456, 2460, 2461, 2457, 2462, 1400, 2463, 2465, 2464, 2465, 2465,
	2466, 2467, 2471, 2472, 2477, 359, 2468, 1359, 1472, 1357, 1358, 2469, 1645, 2471, 2472, 2477, 2470, 2471, 2472, 1359,
	1472, 1357, 1358, 2473, 2471, 2472, 2477, 2474, 2471, 2472, 2477, 359, 2475, 2476, 2477, 2478, 2479, 2480, 113, 2481,
	2482, 2482, 2483, 2484, 2487, 2485, 2486, 2487, 2488, 2489, 1360, 1401, 2490, 2561, 2449, 1359, 1472, 2491, 2492, 1870,
	2493, 2494, 2496, 2493, 2496, 2495, 2494, 2496, 2497, 2498, 2498, 2499, 2500, 2500, 2501, 2502, 2503, 2503, 944, 943,
	2507, 2504, 2505, 2505, 2507, 2506, 2507, 2516, 2512, 2513, 2508, 2509, 906, 2510, 2515, 2511, 2512, 2513, 2514, 1697,
	2516, 2515, 2512, 2510, 2521, 2509, 2516, 297, 299, 2517, 2520, 2516, 297, 2515, 2512, 2514, 2517, 2510, 2521, 2518,
	2516, 2510, 2521, 2518, 2519, 2514, 2520, 2521, 676, 2523, 2522, 2523, 2524, 2524, 2525, 2527, 2524, 2526, 2527, 2526,
	2528, 2527, 2523, 2528, 2529, 2530, 2530, 2531, 2488, 2532, 2534, 2533, 2534, 2534, 2535, 723, 1359, 1472, 2536, 2537,
	2538, 2539, 2540, 2541, 2542, 2543, 785, 2544, 2545, 2546, 2546, 2547, 2559, 2548, 2559, 2549, 2559, 2550, 2552, 2551,
	2552, 2553, 2554, 2555, 2556, 2557, 2558, 2556, 2559, 2560, 2561, 2564, 2565, 2566, 2562, 2564, 2565, 2566, 2563, 2568,
	2564, 2565, 2566, 2564, 2565, 2566, 2567, 2564, 2565, 2566, 2568, 2563, 2569, 115, 2570, 206, 1066, 2571, 1634, 2572,
	2573, 2564, 2565, 2566, 2563, 2568, 2574, 2564, 2565, 2566, 2575, 2576, 1066, 2577, 2578, 2579, 2579, 2581, 2580, 2581,
	2582, 292, 2564, 2565, 2566, 789, 1060, 2583, 2584, 2585, 2585, 2586, 2573, 2587, 2588, 2589, 2243, 2590,
};

#endif							/* MATCH_NICKNAME_TABLE_H */
